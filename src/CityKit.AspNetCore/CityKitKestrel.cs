using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CityKit;

/// <summary>Kestrel's limits for a hub that anybody can reach.</summary>
public static class CityKitKestrel
{
    /// <summary>
    /// Limits what a client may hold: 10,000 connections in all, 10 seconds for headers, bodies of at least 500 bytes a second after 5
    /// seconds and of 16 MiB at most, short request lines and headers. A client that is slower is cut off. Set what differs after it.
    /// </summary>
    /// <example><code>builder.WebHost.ConfigureKestrel(kestrel => kestrel.UseCityKitLimits());</code></example>
    public static KestrelServerOptions UseCityKitLimits(this KestrelServerOptions kestrel)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        kestrel.AddServerHeader = false;
        Set(kestrel.Limits);
        return kestrel;
    }

    private static void Set(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = 10_000;
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(90);
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 500, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 500, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MaxRequestBodySize = 16 << 20;
        limits.MaxRequestLineSize = 4 << 10;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestHeadersTotalSize = 16 << 10;
        limits.Http2.MaxStreamsPerConnection = 32;
    }
}
