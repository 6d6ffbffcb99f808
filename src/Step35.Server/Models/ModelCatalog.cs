using Step35.Server.Errors;

namespace Step35.Server.Models;

/// <summary>The models that the host serves, in the order in which they were named.</summary>
internal sealed class ModelCatalog(IReadOnlyList<IHostedModel> models) : IModelCatalog
{
    /// <summary>The name for whatever model is served first.</summary>
    private const string AnyModel = "default";

    public IReadOnlyList<IHostedModel> Models => models;

    public IHostedModel Find(string? name) =>
        models.FirstOrDefault(model => model.Name == name)
        ?? models.FirstOrDefault(_ => name is null or "" or AnyModel)
        ?? throw new ApiException(new ApiError(StatusCodes.Status404NotFound, "model_not_found", Describe()) { Parameter = "model" });

    private string Describe() => models.Count == 0
        ? "This host serves no model. Name one in its configuration, as Step35:ModelPath."
        : $"This host serves no model of that name. Ask for one of: {string.Join(", ", models.Select(model => model.Name))}.";
}
