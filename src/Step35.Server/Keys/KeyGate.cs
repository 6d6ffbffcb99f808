using Step35.Server.Errors;

namespace Step35.Server.Keys;

/// <summary>Lets a request through to a route, or refuses it.</summary>
internal sealed class KeyGate(RequestDelegate next, AccessScope scope)
{
    public Task RunAsync(HttpContext http)
    {
        if (scope != AccessScope.Open)
            Check(http);
        return next(http);
    }

    private void Check(HttpContext http)
    {
        var keys = http.RequestServices.GetRequiredService<KeyRing>();
        if (keys.IsEmpty)
        {
            http.RequestServices.GetRequiredService<AnonymousGate>().Check(http);
            return;
        }

        if (keys.Find(PresentedKey.Of(http.Request)) is not { } key)
        {
            http.Response.Headers.WWWAuthenticate = IsPage(http) ? "Basic realm=\"Step35\"" : "Bearer";
            throw Refuse(StatusCodes.Status401Unauthorized, "invalid_api_key", "A key is needed: send 'Authorization: Bearer KEY' or 'x-api-key: KEY'.");
        }

        if (scope == AccessScope.Administration && !key.IsAdmin)
            throw Refuse(StatusCodes.Status403Forbidden, "admin_key_required", "This route needs one of the keys in Step35:AdminKeys.");
        http.Features.Set(key);
    }

    // Only a browser that opens the page shall ask its user for the key.
    private static bool IsPage(HttpContext http) => http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static ApiException Refuse(int status, string code, string message) => new(new ApiError(status, code, message));
}
