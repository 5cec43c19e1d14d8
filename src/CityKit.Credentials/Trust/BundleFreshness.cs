namespace CityKit.Credentials.Trust;

/// <summary>The freshness of a trust bundle at a time (离线信任包的时效).</summary>
public enum BundleFreshness
{
    /// <summary>It may not be used any more. The default.</summary>
    Stale,

    /// <summary>It was made later than now: the clock is in doubt.</summary>
    NotYet,

    /// <summary>It may be used.</summary>
    Fresh,

    /// <summary>Its time is over, but the grace is not: it may be used, and somebody should look after the network.</summary>
    Grace,
}
