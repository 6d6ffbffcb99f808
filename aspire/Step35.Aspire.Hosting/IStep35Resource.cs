using Aspire.Hosting.ApplicationModel;

namespace Step35.Aspire.Hosting;

/// <summary>Something that answers as Step-3.5: a model host that the app host starts, or an engine that runs elsewhere.</summary>
/// <remarks>Clients take it by <c>WithReference</c> and find it with <c>AddStep35Flash</c> or <c>AddStep35FlashClient</c>.</remarks>
public interface IStep35Resource : IResourceWithConnectionString;
