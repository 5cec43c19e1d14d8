using Microsoft.AspNetCore.Http;

namespace CityKit.AspNetCore.Defence;

/// <summary>What each answer says to browsers and caches: keep nothing, guess no type, run nothing, show it in no frame.</summary>
internal static class SecurityHeaders
{
    internal static void Set(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
