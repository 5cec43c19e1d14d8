namespace CityKit.Samples.Compound.Scenarios;

/// <summary>What people at the desk can let happen.</summary>
internal enum Demand
{
    /// <summary>An object falls through the canopy's barriers, and the camera sees it.</summary>
    Object,

    /// <summary>Smoke in an entrance for two minutes.</summary>
    Smoke,

    /// <summary>Somebody who lives alone uses no gas for a day: time goes on to the next delivery of the gas company.</summary>
    GasTap,
}
