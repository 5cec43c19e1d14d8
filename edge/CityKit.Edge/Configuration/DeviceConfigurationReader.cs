using System.Globalization;
using CityKit.Core.Text;
using CityKit.Edge.Detectors;
using CityKit.Edge.Detectors.Barriers;
using CityKit.Edge.Detectors.Meters;
using CityKit.Edge.Devices;

namespace CityKit.Edge.Configuration;

/// <summary>Reads the devices of <c>edge.json</c>, by the table of device types.</summary>
internal static class DeviceConfigurationReader
{
    private const int MostBuses = 255;

    internal static DeviceConfiguration? Read(ConfigReader reader, EdgeKinds kinds)
    {
        var name = reader.Parsed<Core.SensorName>("name", "1 to 64 characters of a-z, 0-9, '.', '_', '-'").Value ?? "";
        var type = reader.Word("type", [.. kinds.DeviceTypes.Select(t => (t.Name, t))]);
        if (type is null) _ = reader.Names; // of an unknown type no member is known to be wrong
        var device = type is null ? null : Read(reader, name, type);
        reader.Close();
        return device;
    }

    private static DeviceConfiguration Read(ConfigReader reader, string name, DeviceType type)
    {
        var bus = type.Bus is DeviceBus.I2c or DeviceBus.Spi
            ? (int)(reader.IntegerOrNull("bus", 0, MostBuses) ?? (type.Bus == DeviceBus.I2c ? 1 : 0)) : 0;
        return new DeviceConfiguration(name, type, bus, ReadAddress(reader, type))
        {
            Settings = type.Settings.ToDictionary(s => s.Name,
                s => s.Otherwise is { } otherwise
                    ? reader.IntegerOrNull(s.Name, s.Least, s.Most) ?? otherwise : reader.Integer(s.Name, s.Least, s.Most)),
        };
    }

    private static int ReadAddress(ConfigReader reader, DeviceType type) => type.Bus switch
    {
        DeviceBus.I2c => reader.WordOr("address", type.Addresses[0], [.. type.Addresses.Select(a => (AddressText(a), a))]),
        DeviceBus.Spi => ReadChipSelect(reader, type),
        _ => 0,
    };

    private static int ReadChipSelect(ConfigReader reader, DeviceType type)
    {
        var select = (int)(reader.IntegerOrNull("chipSelect", 0, MostBuses) ?? type.Addresses[0]);
        if (!type.Addresses.Contains(select)) reader.Reject("chipSelect", string.Join(", ", type.Addresses));
        return select;
    }

    /// <summary>An address as people write it, <c>0x76</c>.</summary>
    internal static string AddressText(int address) => "0x" + address.ToString("x2", CultureInfo.InvariantCulture);

    internal static string Word(DeviceRole role) => role switch
    {
        DeviceRole.Sensor => "sensor",
        DeviceRole.Expander => "expander",
        DeviceRole.CodeReader => "code reader",
        _ => "display",
    };

    internal static string Names(IReadOnlyCollection<DeviceConfiguration> devices) =>
        devices.Count == 0 ? "there is none" : string.Join(", ", devices.Select(d => d.Name));

    /// <summary>Two devices at one address of one bus answer at once.</summary>
    internal static void RejectSharedAddresses(IEnumerable<(ConfigReader Reader, DeviceConfiguration? Device)> read)
    {
        var taken = new Dictionary<(DeviceBus, int, int), string>();
        foreach (var (reader, device) in read)
        {
            if (device?.Type.Bus is not (DeviceBus.I2c or DeviceBus.Spi)) continue;
            if (taken.TryAdd((device.Type.Bus, device.Bus, device.Address), device.Name)) continue;
            var (member, shown) = device.Type.Bus == DeviceBus.I2c
                ? ("address", AddressText(device.Address)) : ("chipSelect", device.Address.ToString(CultureInfo.InvariantCulture));
            reader.Reject(member, $"an address that no other device of bus {device.Bus} has",
                found: $"{shown}, which '{taken[(device.Type.Bus, device.Bus, device.Address)]}' has");
        }
    }

    /// <summary>A line or output of a device: an expander that is there, and a line that it has.</summary>
    internal static void CheckPlace(ConfigReader reader, string? chip, int? offset, IReadOnlyList<DeviceConfiguration> devices)
    {
        if (!DeviceConfiguration.IsDevice(chip)) return;
        var fit = devices.Where(d => d.Type.Role == DeviceRole.Expander).ToArray();
        if (Array.Find(fit, d => d.Chip == chip) is not { } expander)
        {
            reader.Reject("chip", $"{DeviceConfiguration.ChipPrefix} and the name of an expander of 'devices': {Names(fit)}",
                NearMiss.Of(chip!, [.. fit.Select(d => d.Chip)]));
            return;
        }
        if (reader.Has("chipLine")) reader.Reject("chipLine", "'offset': lines of a device have no names");
        else if (offset >= expander.Type.Lines)
            reader.Reject("offset", $"0 to {expander.Type.Lines - 1}, as {expander.Type.Name} has {expander.Type.Lines} lines");
        if (reader.Has("debounceMs")) reader.Reject("debounceMs", "nothing here: only the kernel debounces; give the sensor 'debounceMs'");
    }

    /// <summary>
    /// Lines of devices are asked at a rate, so the moment of an edge is known no better: where that moment or each edge counts, such a
    /// line is refused.
    /// </summary>
    internal static void RejectTimed(ConfigReader sensor, IDetectorOptions? options, IReadOnlyDictionary<string, string?> chips)
    {
        if (options is not (BarrierOptions or PulseMeterOptions)) return;
        foreach (var line in options.Lines.Where(l => DeviceConfiguration.IsDevice(chips.GetValueOrDefault(l))))
            sensor.RejectAll($"line '{line}' of {chips[line]}",
                "a pin of the header: "
                    + $"{(options is BarrierOptions ? "barriers measure microseconds" : "pulse meters count each pulse")}, "
                    + "and an expander's line is only asked every few milliseconds, without the kernel's time stamps");
    }
}
