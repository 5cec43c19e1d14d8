using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Sensors.Register;

namespace CityKit.Partitions;

/// <summary>
/// The keys of entries of a register. What is in one compound has the compound's street; what a device has at no place of its own goes with
/// the device, so that all sensors of a device are in its partition. A household's entry of a feed is where the household is.
/// </summary>
internal sealed class SensorPlaces
{
    private readonly GridMap? grids;
    private readonly Dictionary<string, string> streets = [];
    private readonly Dictionary<DeviceId, PartitionKey> devices = [];

    /// <param name="entries">The entries that say where compounds and devices are, by key.</param>
    /// <param name="grids">Finds the unit grid of a point; null for none.</param>
    internal SensorPlaces(IReadOnlyCollection<Sensor> entries, GridMap? grids)
    {
        this.grids = grids;
        foreach (var entry in entries)
            if (entry.Compound is { } compound && GridOf(entry) is { } grid) streets.TryAdd(compound, grid);
        foreach (var ofDevice in entries.GroupBy(entry => entry.Key.Device)) devices[ofDevice.Key] = KeyOf(ofDevice.Key, ofDevice);
    }

    /// <summary>The key of a device; by its own id when nothing is known of it.</summary>
    internal PartitionKey KeyOf(DeviceId device) => devices.GetValueOrDefault(device, PartitionKey.OfThing(device.Value));

    /// <summary>The key of an entry whose device nobody has admitted.</summary>
    internal PartitionKey KeyOf(Sensor entry) => entry.Household is not { } household ? KeyOf(entry.Key.Device)
        : PlaceOf(entry) ?? (KeyOf(entry.Key.Device) is var ofDevice && ofDevice != PartitionKey.OfThing(entry.Key.Device.Value) ? ofDevice
            : PartitionKey.OfThing(household));

    /// <summary>The first compound that is known, else the first place, else the first compound, else the device itself.</summary>
    private PartitionKey KeyOf(DeviceId device, IEnumerable<Sensor> entries)
    {
        Sensor[] own = [.. entries.Where(entry => entry.Household is null)];
        if (own.Length == 0) own = [.. entries];
        var inCompound = own.FirstOrDefault(entry => entry.Compound is { } compound && streets.ContainsKey(compound));
        return (inCompound ?? own.FirstOrDefault(entry => GridOf(entry) is not null)
            ?? own.FirstOrDefault(entry => entry.Compound is not null))
            is { } placed ? PlaceOf(placed)!.Value : PartitionKey.OfThing(device.Value);
    }

    private PartitionKey? PlaceOf(Sensor entry) =>
        (entry.Compound is { } known && streets.TryGetValue(known, out var grid) ? PartitionKey.OfStreet(grid) : null)
        ?? PartitionKey.OfStreet(GridOf(entry))
        ?? (entry.Compound is { } compound ? PartitionKey.OfCompound(compound) : null);

    /// <summary>The code of its unit grid, when that begins with a street's.</summary>
    private string? GridOf(Sensor entry)
    {
        var code = entry.Grid ?? (entry.Place is { } point && grids?.TryLocate(point, out var found) == true ? found.Code : null);
        return PartitionKey.OfStreet(code) is null ? null : code;
    }
}
