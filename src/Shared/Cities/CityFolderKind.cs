namespace CityKit.Shared.Cities;

/// <summary>What a file in a city's folder holds.</summary>
internal enum CityFolderKind
{
    Rules,
    RuleTests,
    Sensors,
    Policy,
    Calendar,
    Profile,
    Catalogue,
    Rewards,
    UnitGrids,
    Nets,
    Compound,
    Edge,
    Standard,
}
