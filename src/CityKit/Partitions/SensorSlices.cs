using CityKit.Checking;
using CityKit.Core;
using CityKit.Sensors.Register;
using CityKit.Setup;

namespace CityKit.Partitions;

/// <summary>The register file that a city is started with, cut into what each partition has of it (配置切片).</summary>
internal sealed class SensorSlices
{
    private readonly ILookup<PartitionId, Sensor> byKey;
    private readonly ILookup<DeviceId, Sensor> byDevice;

    /// <exception cref="ArgumentException">The file has errors; the message lists them.</exception>
    internal SensorSlices(HubSetup setup, int count)
    {
        if (SensorRegister.Parse(setup.Configuration.Sensors.Span, out var errors) is not { } register)
            throw new ArgumentException($"{FileErrors.Of(new LocalizedText("传感器台账", "sensor register"), errors)}");
        var places = new SensorPlaces(register.Sensors, setup.Grids);
        byKey = register.Sensors.ToLookup(entry => places.KeyOf(entry).In(count));
        byDevice = register.Sensors.ToLookup(entry => entry.Key.Device);
    }

    /// <summary>
    /// A partition's slice: what its keys say, and all of the devices that it has admitted, as a device keeps its partition when the file
    /// says another place for it.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="admitted">The devices that it has.</param>
    internal ReadOnlyMemory<byte> Of(PartitionId partition, IEnumerable<DeviceId> admitted)
    {
        if (partition.IsCity) return HubConfiguration.NoSensors;
        var entries = byKey[partition].Concat(admitted.SelectMany(device => byDevice[device])).Distinct()
            .OrderBy(entry => entry.Key).ThenBy(entry => entry.ValidFrom).ToArray();
        return entries.Length == 0 ? HubConfiguration.NoSensors : SensorJson.ToUtf8(entries);
    }
}
