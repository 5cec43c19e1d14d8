using CityKit.Core.Wire;

namespace CityKit.Edge.Loop;

/// <summary>What a <see cref="DrivenOutput"/> wrote.</summary>
internal sealed record SavedDrive(string Name, bool Told, IReadOnlyList<(string Rule, string Sensor, long Since)> Standing)
{
    internal static SavedDrive Read(ref WireReader reader)
    {
        var (name, told, count) = (reader.ReadString(), reader.ReadBoolean(), reader.ReadArrayHeader());
        var standing = new List<(string, string, long)>();
        for (var i = 0; i < count && reader.Error is null; i++)
            standing.Add((reader.ReadString(), reader.ReadString(), reader.ReadInt64()));
        return new SavedDrive(name, told, standing);
    }
}
