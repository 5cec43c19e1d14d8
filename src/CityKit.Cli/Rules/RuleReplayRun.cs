using System.Globalization;
using System.Text;
using CityKit.Cli.Files;
using CityKit.Cli.Grids;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Trials;
using NodaTime;

namespace CityKit.Cli.Rules;

/// <summary><c>rule replay</c>.</summary>
internal sealed class RuleReplayRun
{
    private static readonly Instant Earliest = Instant.FromUtc(1900, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(2200, 1, 1, 0, 0);
    private readonly Terminal terminal;
    private readonly TextWriter output;
    private readonly Duration longest;
    private readonly RuleReplay replay;
    private readonly RecordedSensors sensors;
    private readonly RowRejects rejects;
    private readonly RaiseCounts raises = new();
    private readonly List<RuleOutcome> outcomes = [];
    private Instant last = Earliest;
    private long taken;
    private long rounded;

    private RuleReplayRun(Terminal terminal, TextWriter output, ReplayChoice choice)
    {
        (this.terminal, this.output, longest) = (terminal, output, choice.Longest);
        var register = choice.Sensors is { } file ? RuleFile.Sensors(file) : null;
        var rules = RuleFile.Rules(choice.Rules);
        if (register is not null && rules.Check(register) is { Count: > 0 } misfits) throw RuleFile.Wrong(choice.Rules, misfits);
        replay = new RuleReplay(rules, register ?? SensorRegister.Empty);
        (sensors, rejects) = (new RecordedSensors(replay, register), new RowRejects(terminal, "line"));
    }

    internal static int Run(Terminal terminal, ReplayChoice choice, CancellationToken cancel)
    {
        using var file = choice.Output is { } path ? new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16) : null;
        var run = new RuleReplayRun(terminal, file ?? terminal.Output, choice);
        run.Read(choice.Readings, cancel);
        run.Summarise(file is null ? terminal.Error : terminal.Output);
        return run.rejects.Count == 0 ? ExitCode.Done : ExitCode.Rejects;
    }

    private void Read(string path, CancellationToken cancel)
    {
        using var text = InputFile.OpenText(path, encoding: null, out _);
        using var rows = new RecordedRows(path, text);
        var progress = new ProgressLine(terminal, "readings", total: null);
        while (rows.Read())
        {
            cancel.ThrowIfCancellationRequested();
            Take(rows);
            if ((taken & 0xFFF) == 0) progress.Report(taken);
        }
        replay.End(outcomes);
        WriteOutcomes();
        progress.End();
    }

    private void Take(RecordedRows row)
    {
        if (!row.IsWhole) rejects.Add(row.Line, "", "", "not as many fields as the header");
        else if (row.At is not { } at || at < Earliest || at >= Latest)
            rejects.Add(row.Line, "time", row.Time, "not a time such as 2026-11-21T08:00:00+08:00");
        else if (at < last) rejects.Add(row.Line, "time", row.Time, "before the row above: sort the file by time");
        else if (sensors.Of(row) is not { } sensor) rejects.Add(row.Line, "sensor", row.Sensor, "not a sensor of the register");
        else Take(row, sensor, at);
    }

    private void Take(RecordedRows row, RecordedSensor sensor, Instant at)
    {
        var kind = EventKind.Contact;
        if (ContactOf(row.Value, sensor.IsContact) is not { } value)
        {
            if (ReadingOf(row, sensor) is not { } reading) return;
            (kind, value) = (EventKind.Reading, reading);
        }
        var span = kind == EventKind.Reading && sensor.Last is { } before ? Duration.Min(at - before, longest) : Duration.Zero;
        replay.Observe(sensor.Replayed, new Observation(sensor.Key, kind, at, span, value), outcomes);
        (sensor.Last, last) = (at, at);
        taken++;
        if (outcomes.Count > 0) WriteOutcomes();
    }

    private static long? ContactOf(string value, bool isContact) => value switch
    {
        "active" => 1,
        "inactive" => 0,
        "1" when isContact => 1,
        "0" when isContact => 0,
        _ => null,
    };

    private long? ReadingOf(RecordedRows row, RecordedSensor sensor)
    {
        if (!decimal.TryParse(row.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            rejects.Add(row.Line, "value", row.Value, "not a number, nor active or inactive");
        else if (sensor.ToSmallest(number, row.Unit, out var isRounded) is { } smallest)
        {
            if (isRounded) rounded++;
            return smallest;
        }
        else rejects.Add(row.Line, "unit", row.Unit, "does not fit the sensor's unit, or the number is too large");
        return null;
    }

    private void WriteOutcomes()
    {
        foreach (var outcome in outcomes)
        {
            raises.Take(outcome);
            JsonOutput.WriteLine(output, writer => OutcomeJson.Write(writer, outcome));
        }
        outcomes.Clear();
    }

    private void Summarise(TextWriter to)
    {
        raises.Write(to);
        to.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{taken:N0} readings, {rejects.Count:N0} rows rejected, {raises.Total:N0} alerts raised. "
            + $"读数 {taken:N0} 条，剔除 {rejects.Count:N0} 行，产生告警 {raises.Total:N0} 次。"));
        if (rounded == 0) return;
        to.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{rounded:N0} values were finer than the sensor's smallest unit and rounded to it. {rounded:N0} 个数值已取整到最小单位。"));
    }
}
