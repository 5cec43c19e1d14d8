namespace CityKit.Edge.Agent.Commissioning;

/// <summary>How the test of a sensor went.</summary>
internal enum CommissionOutcome
{
    /// <summary>Everything that must be seen was.</summary>
    Seen,

    /// <summary>Not in its time.</summary>
    NotSeen,

    /// <summary>It was left out, with a reason.</summary>
    Skipped,

    /// <summary>There is nothing to test.</summary>
    NotTestable,
}
