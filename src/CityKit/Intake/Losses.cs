using CityKit.Core;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Intake;

/// <summary>What was not seen, and who relied on it (未观测时段及其影响).</summary>
internal sealed class Losses(SensorsInForce sensors)
{
    private const int MaxNames = 5;
    private static readonly InstantPattern Shown = InstantPattern.General;

    /// <summary>The loss that an event reports; null when it reports none.</summary>
    internal static (string Code, LocalizedText Text)? Of(CityEvent read)
    {
        if (Words(read) is not { } loss) return null;
        return (loss.Code, EventLabel.Of(read.Fields) is { } label ? new LocalizedText($"{label}：{loss.Zh}",
            $"{label}: {loss.En}") : new LocalizedText(loss.Zh, loss.En));
    }

    /// <summary>
    /// Notifies everyone whom a rule over an alarm of these sensors would have notified. A window or silence knows of it by itself.
    /// </summary>
    internal void Tell(SensorKey key, LocalizedText what, Instant from, Instant to, RuleSet rules, Judgement judgement)
    {
        var blind = key.Sensor == SensorName.Device ? sensors.Register.OfDevice(key.Device).Where(s => s.IsValidAt(to)) : Found(key, to);
        var told = from sensor in blind
                   from rule in rules.Rules
                   where rule is MatchRule or ContactRule or ThresholdRule or ChangeRule or StuckRule or DwellRule or GroupRule
                   where rule.IsAbout(sensor) && rule.MayJudge(sensor, to)
                   from audience in rule.Then.Audiences
                   select (Audience: audience, sensor.Key.Sensor);
        foreach (var group in told.Distinct().GroupBy(t => t.Audience, t => t.Sensor))
            judgement.Notices.Add((group.Key, key.ToString(), Text(key.Device, what, from, to, [.. group.Select(sensor => sensor.Value)])));
    }

    private IEnumerable<Sensor> Found(SensorKey key, Instant at) => sensors.Register.Find(key, at) is { } sensor ? [sensor] : [];

    private static LocalizedText Text(DeviceId device, LocalizedText what, Instant from, Instant to, string[] sensors)
    {
        var names = string.Join(", ", sensors.Take(MaxNames)) + (sensors.Length > MaxNames ? " …" : "");
        var (begin, end) = (Shown.Format(from), Shown.Format(to));
        return new LocalizedText(
            $"{device}（{names}）{begin} 至 {end} 没有观测，其间若有报警不会上报。{what.Zh}",
                $"{device} ({names}), {begin} to {end}: an alarm in this time was not seen. {what.En}");
    }

    private static (string Code, string Zh, string En)? Words(CityEvent read) => read.Kind switch
    {
        EventKind.Blind => ("blind", "此时段没有观测。", "Nothing was seen in this time."),
        EventKind.Dropped when read.Fields.TextOf("reason") == "damaged" => ("dropped", $"设备存储损坏，发件箱丢失 {read.Value} 条事件。",
            $"The device's disk lost {read.Value} events of its outbox."),
        EventKind.Dropped when read.Fields.TextOf("reason") == "forgotten" => ("lost",
            $"中枢恢复自较旧的副本，设备也已不再保留：{read.Value} 条事件永久丢失。",
            $"The hub was restored from an older copy and the device keeps them no longer: {read.Value} events are lost for good."),
        EventKind.Dropped => ("dropped", $"设备发件箱已满，舍弃了 {read.Value} 条读数。",
            $"The device's outbox was full and gave up {read.Value} readings."),
        EventKind.LineGap => ("line-gap", $"丢失了 {read.Value} 个边沿。", $"{read.Value} edges were lost."),
        _ => null,
    };
}
