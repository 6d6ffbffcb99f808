using Step35.Server.Errors;
using Step35.Server.Keys;

namespace Step35.Server.Dialects;

/// <summary>Maps routes that speak a dialect.</summary>
internal static class DialectRoutes
{
    /// <summary>Maps a route whose requests a model answers.</summary>
    public static void MapDialect<TRequest>(this IEndpointRouteBuilder routes, string pattern, IDialect<TRequest> dialect)
        where TRequest : class =>
        routes.MapPost(pattern, new DialectEndpoint<TRequest>(dialect).RunAsync).WithMetadata(dialect.Errors);

    /// <summary>Puts what all routes have in common around them; a route's metadata says how it words errors.</summary>
    public static void Guard(this IEndpointConventionBuilder routes, IErrorFormat usualErrors) => routes.Finally(endpoint =>
    {
        var errors = endpoint.Metadata.OfType<IErrorFormat>().LastOrDefault() ?? usualErrors;
        var scope = endpoint.Metadata.OfType<AccessScope>().LastOrDefault();
        endpoint.RequestDelegate = new ErrorBoundary(new KeyGate(endpoint.RequestDelegate!, scope).RunAsync, errors).RunAsync;
    });
}
