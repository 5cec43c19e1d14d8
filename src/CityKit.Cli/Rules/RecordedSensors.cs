using CityKit.Core;
using CityKit.Sensors.Register;
using CityKit.Sensors.Trials;
using NodaTime;

namespace CityKit.Cli.Rules;

/// <summary>
/// The sensors of a recording, by name. Where no register is given they are made up from the rows: a sensor's quantity is the column's,
/// else its own name; its unit is that of its first row, with six decimals.
/// </summary>
internal sealed class RecordedSensors
{
    private const string NoDevice = "recording";
    private const long MadeUpPerUnit = 1_000_000;
    private static readonly Instant Always = Instant.FromUtc(1800, 1, 1, 0, 0);
    private readonly RuleReplay replay;
    private readonly SensorRegister? register;
    private readonly Dictionary<string, RecordedSensor?> known = [];

    internal RecordedSensors(RuleReplay replay, SensorRegister? register) => (this.replay, this.register) = (replay, register);

    /// <summary>The sensor of a row; null when its name is not valid, or the register lacks it.</summary>
    internal RecordedSensor? Of(RecordedRows row)
    {
        if (!known.TryGetValue(row.Sensor, out var sensor)) known.Add(row.Sensor, sensor = Find(row));
        return sensor;
    }

    private RecordedSensor? Find(RecordedRows row)
    {
        if (KeyOf(row.Sensor) is not { } key) return null;
        var entry = register is null ? MadeUp(key, row) : register.OfDevice(key.Device).FirstOrDefault(sensor => sensor.Key == key);
        if (entry is null) return null;
        if (register is null) replay.Add(entry);
        return new RecordedSensor(entry, replay.Intern(key));
    }

    private static Sensor? MadeUp(SensorKey key, RecordedRows row) =>
        Quantity.TryParse(row.Quantity.Length > 0 ? row.Quantity : key.Sensor.Value, null, out var quantity)
            ? new Sensor
            {
                Key = key, Quantity = quantity, Unit = row.Unit, PerUnit = row.Unit.Length == 0 ? 1 : MadeUpPerUnit, ValidFrom = Always,
            }
            : null;

    private static SensorKey? KeyOf(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var isDevice = DeviceId.TryParse(slash < 0 ? NoDevice : name[..slash], null, out var device);
        return isDevice && SensorName.TryParse(name[(slash + 1)..], null, out var sensor) ? new SensorKey(device, sensor) : null;
    }
}
