using CityKit.Credentials.Sources;
using NodaTime;

namespace CityKit.Testing.Credentials;

/// <summary>A source of certificates under test (测试台).</summary>
public interface ICertificateSourceBench : IAsyncDisposable
{
    /// <summary>The source.</summary>
    ICertificateSource Source { get; }

    /// <summary>The source's clock.</summary>
    Instant Now { get; }

    /// <summary>Asks for a certificate that the source has and may give, under a request id of the suite's.</summary>
    SourceQuery Known(string id);

    /// <summary>Asks for a certificate that the source does not have.</summary>
    SourceQuery Unknown(string id);

    /// <summary>Moves the source's clock on to an instant, for one that answers later.</summary>
    ValueTask MoveToAsync(Instant instant);

    /// <summary>Cuts the source off, or connects it again.</summary>
    /// <returns>False when it cannot be cut off: that promise is left out.</returns>
    bool SetReachable(bool reachable);
}
