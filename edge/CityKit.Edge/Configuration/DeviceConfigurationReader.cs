using System.Globalization;
using CityKit.Core;
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
        var name = reader.Parsed<Core.SensorName>("name", EdgeConfigurationReader.NameRule).Value ?? "";
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
        if (!type.Addresses.Contains(select)) reader.Reject("chipSelect", LocalizedText.Values(type.Addresses.Select(a => $"{a}")));
        return select;
    }

    /// <summary>An address as people write it, <c>0x76</c>.</summary>
    internal static string AddressText(int address) => "0x" + address.ToString("x2", CultureInfo.InvariantCulture);

    internal static LocalizedText Word(DeviceRole role) => role switch
    {
        DeviceRole.Sensor => new("传感器", "sensor"),
        DeviceRole.Expander => new("扩展芯片", "expander"),
        DeviceRole.CodeReader => new("读卡器", "code reader"),
        _ => new("显示屏", "display"),
    };

    internal static LocalizedText Names(IReadOnlyCollection<DeviceConfiguration> devices) =>
        devices.Count == 0 ? new("目前没有", "there is none") : LocalizedText.Values(devices.Select(d => d.Name));

    /// <summary>Two devices at one address of one bus answer at once.</summary>
    internal static void RejectSharedAddresses(IEnumerable<(ConfigReader Reader, DeviceConfiguration? Device)> read)
    {
        var taken = new Dictionary<(DeviceBus, int, int), string>();
        foreach (var (reader, device) in read)
        {
            if (device?.Type.Bus is not (DeviceBus.I2c or DeviceBus.Spi)) continue;
            if (taken.TryAdd((device.Type.Bus, device.Bus, device.Address), device.Name)) continue;
            var had = taken[(device.Type.Bus, device.Bus, device.Address)];
            var (member, shown) = device.Type.Bus == DeviceBus.I2c
                ? ("address", AddressText(device.Address)) : ("chipSelect", device.Address.ToString(CultureInfo.InvariantCulture));
            reader.Reject(member, new($"总线 {device.Bus} 上其他设备未占用的地址", $"an address that no other device of bus {device.Bus} has"),
                found: new($"{shown}，'{had}' 已占用", $"{shown}, which '{had}' has"));
        }
    }

    /// <summary>A line or output of a device: an expander that is there, and a line that it has.</summary>
    internal static void CheckPlace(ConfigReader reader, string? chip, int? offset, IReadOnlyList<DeviceConfiguration> devices)
    {
        if (!DeviceConfiguration.IsDevice(chip)) return;
        var fit = devices.Where(d => d.Type.Role == DeviceRole.Expander).ToArray();
        if (Array.Find(fit, d => d.Chip == chip) is not { } expander)
        {
            reader.Reject("chip", new(
                    $"{DeviceConfiguration.ChipPrefix} 加 devices 中扩展芯片的名称：{Names(fit).Zh}",
                    $"{DeviceConfiguration.ChipPrefix} and the name of an expander of 'devices': {Names(fit).En}"),
                NearMiss.Of(chip!, [.. fit.Select(d => d.Chip)]));
            return;
        }
        if (reader.Has("chipLine")) reader.Reject("chipLine", new("offset：器件的线路没有名称", "'offset': lines of a device have no names"));
        else if (offset >= expander.Type.Lines)
            reader.Reject("offset",
                new($"0 至 {expander.Type.Lines - 1}，因 {expander.Type.Name} 有 {expander.Type.Lines} 条线路",
                    $"0 to {expander.Type.Lines - 1}, as {expander.Type.Name} has {expander.Type.Lines} lines"));
        if (reader.Has("debounceMs"))
            reader.Reject("debounceMs",
                new("空：只有内核线路能消抖，请在传感器上设置 debounceMs", "nothing here: only the kernel debounces; give the sensor 'debounceMs'"));
    }

    /// <summary>
    /// Lines of devices are asked at a rate, so the moment of an edge is known no better: where that moment or each edge counts, such a
    /// line is refused.
    /// </summary>
    internal static void RejectTimed(ConfigReader sensor, IDetectorOptions? options, IReadOnlyDictionary<string, string?> chips)
    {
        if (options is not (BarrierOptions or PulseMeterOptions)) return;
        foreach (var line in options.Lines.Where(l => DeviceConfiguration.IsDevice(chips.GetValueOrDefault(l))))
            sensor.RejectAll(new($"{chips[line]} 的线路 '{line}'", $"line '{line}' of {chips[line]}"), new(
                $"排针上的引脚：{(options is BarrierOptions ? "光束以微秒计时" : "脉冲须逐个计数")}，"
                    + "而扩展芯片的线路每隔数毫秒才查询一次，没有内核时间戳",
                $"a pin of the header: {(options is BarrierOptions ? "barriers measure microseconds" : "pulse meters count each pulse")}, "
                    + "and an expander's line is only asked every few milliseconds, without the kernel's time stamps"));
    }
}
