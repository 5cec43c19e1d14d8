namespace CityKit.Edge.Bundles;

/// <summary>How the trial of a new configuration ended.</summary>
internal enum BundleTrial
{
    /// <summary>There was none: the configuration had proved itself before.</summary>
    None = 0,

    /// <summary>The device came up healthy; the configuration stays.</summary>
    Healthy,

    /// <summary>It did not; the previous configuration is in force again and is to be started.</summary>
    RolledBack,

    /// <summary>The device was stopped before it was decided; the next start goes on.</summary>
    Undecided,
}
