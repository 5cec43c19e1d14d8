using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace CityKit.AspNetCore.Defence;

/// <summary>How long somebody who was refused has to wait.</summary>
internal static class Waits
{
    /// <summary>Until a limiter has a place again; a second where it cannot know.</summary>
    internal static TimeSpan Of(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);

    /// <summary>In whole seconds, at least 1.</summary>
    internal static string SecondsOf(TimeSpan wait) => Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    /// <summary>Says it in the header <c>Retry-After</c>.</summary>
    internal static void Say(HttpResponse response, TimeSpan wait) => response.Headers.RetryAfter = SecondsOf(wait);
}
