namespace CityKit.Import.Maps;

/// <summary>What a property or column says of a grid; one may say several things.</summary>
[Flags]
internal enum FeatureRoles
{
    None = 0,
    Code = 1,
    Name = 2,
    From = 4,
    Until = 8,
    Provisional = 16,
    Parent = 32,
    Filter = 64,
}
