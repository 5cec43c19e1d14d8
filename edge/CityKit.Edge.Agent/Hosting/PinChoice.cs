namespace CityKit.Edge.Agent.Hosting;

/// <summary>Which pins the agent reads.</summary>
internal enum PinChoice
{
    /// <summary>The machine's.</summary>
    Machine,

    /// <summary>Simulated ones, whose time is the machine's.</summary>
    Simulated,

    /// <summary>Simulated ones whose time stands still, as if the chips hung.</summary>
    StandStill,

    /// <summary>Simulated ones of a device whose wall clock is not set.</summary>
    WithoutClock,
}
