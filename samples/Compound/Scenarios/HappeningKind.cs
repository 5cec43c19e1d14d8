namespace CityKit.Samples.Compound.Scenarios;

/// <summary>What can happen at the pins.</summary>
internal enum HappeningKind
{
    /// <summary>A contact leaves its level at rest for a while, perhaps bouncing.</summary>
    Contact,

    /// <summary>Something falls through a pair of barriers.</summary>
    Fall,

    /// <summary>A bird crosses a pair, upwards or far too slowly.</summary>
    Bird,

    /// <summary>A ball is thrown up through a pair and comes down again.</summary>
    Ball,

    /// <summary>Rain flickers in one beam.</summary>
    Rain,

    /// <summary>Both beams of a pair are dark.</summary>
    Fog,

    /// <summary>One beam is covered.</summary>
    Stuck,
}
