using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace Step35.AI.Tools.Paging;

/// <summary>The function that shows further pages.</summary>
[Permission(Permissions.None)]
internal sealed class PageFunction(PageStore pages)
{
    public const string Name = "read_more";

    public static AIFunction Create(PageStore pages) => AIFunctionFactory.Create(new PageFunction(pages).Read, Name);

    [Description("Reads a further page of a long result.")]
    private string Read([Description("The id from the note under the result.")] string id, [Description("The number of the page.")] int page) =>
        pages.Read(id, page);
}
