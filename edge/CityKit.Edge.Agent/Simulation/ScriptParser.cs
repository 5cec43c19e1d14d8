using System.Globalization;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Edge.Channels;
using CityKit.Edge.Serial;
using NodaTime;

namespace CityKit.Edge.Agent.Simulation;

/// <summary>
/// Reads a script for simulated pins, one step a line: <c>wait 2m</c>, <c>smoke on</c>, <c>smoke off</c>, <c>water pulse 80ms</c>,
/// <c>water pulse 80ms x 40 every 3s</c>, <c>cellar = 21500</c>, <c>cellar = gone</c>, <c>break smoke</c>; what follows a # is for people.
/// </summary>
internal sealed class ScriptParser(IReadOnlyList<string> lines, IReadOnlyList<string> channels, IReadOnlyList<string> sensors)
{
    private const int MaxPulses = 100_000;
    private static readonly LocalizedText Grammar = new(
        "wait 时间、线路 on、线路 off、线路 pulse 时间 [x 次数 every 时间]、通道 = 数值、break 传感器",
        "wait TIME, LINE on, LINE off, LINE pulse TIME [x COUNT every TIME], CHANNEL = NUMBER, break SENSOR");
    private static readonly string[] Problems = [ChannelRead.Gone, ChannelRead.Unreadable, ChannelRead.Garbled, SerialMeterSource.Silent];

    /// <summary>Reads one line.</summary>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="text">The line.</param>
    /// <param name="error">What is wrong; null when nothing is.</param>
    /// <returns>The step, or null for an empty line or a wrong one.</returns>
    internal ScriptStep? Parse(int number, string text, out ConfigError? error)
    {
        error = null;
        var words = text.Split('#')[0].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return null;
        var (step, wrong) = Read(words);
        if (step is null)
            error = new ConfigError(number, ColumnOf(text, wrong.Word), "", LocalizedText.Values($"'{wrong.Word}'"), wrong.Allowed,
                wrong.NearMiss);
        return step;
    }

    /// <summary>Where a word occurs as a word of its own, and not inside another.</summary>
    private static int ColumnOf(string text, string word)
    {
        var padded = " " + text.Replace('\t', ' ').Replace('#', ' ').Replace('\r', ' ') + " ";
        return padded.IndexOf(" " + word + " ", StringComparison.Ordinal) + 1;
    }

    private (ScriptStep? Step, (string Word, LocalizedText Allowed, string? NearMiss) Wrong) Read(string[] words) => words switch
    {
        ["wait", var time] => TimeText.Read(time) is { } wait ? (new(ScriptAction.Wait, "", wait), default) : (null, BadTime(time)),
        ["break", var sensor] => sensors.Contains(sensor) ? (new(ScriptAction.Break, sensor), default) : (null, Unknown(sensor, sensors)),
        [var channel, "=", var value] => channels.Contains(channel) ? Value(channel, value) : (null, Unknown(channel, channels)),
        [var line, ..] when !lines.Contains(line) => (null, Unknown(line, [.. lines, .. channels])),
        [var line, "on"] => (new(ScriptAction.On, line), default),
        [var line, "off"] => (new(ScriptAction.Off, line), default),
        [var line, "pulse", var length] => Pulse(line, length, "1", length),
        [var line, "pulse", var length, "x", var count, "every", var every] => Pulse(line, length, count, every),
        [_, var verb, ..] => (null, (verb, Grammar, NearMiss.Of(verb, ["on", "off", "pulse"]))),
        _ => (null, (words[0], Grammar, null)),
    };

    private static (ScriptStep?, (string, LocalizedText, string?)) Value(string channel, string value)
    {
        if (Problems.Contains(value)) return (new(ScriptAction.Set, channel) { Read = ChannelRead.None(value) }, default);
        var isNumber = long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        return isNumber ? (new(ScriptAction.Set, channel) { Read = new ChannelRead(number) }, default)
            : (null, (value, new(
                $"以通道最小单位计的整数，或 {string.Join("、", Problems)}",
                $"a whole number in the channel's smallest unit, or {string.Join(", ", Problems)}"), NearMiss.Of(value, Problems)));
    }

    private static (ScriptStep?, (string, LocalizedText, string?)) Pulse(string line, string length, string count, string every)
    {
        if (TimeText.Read(length) is not { } pulse) return (null, BadTime(length));
        if (TimeText.Read(every) is not { } period || period < pulse)
            return (null, (every, new($"不短于 {length} 的时间", $"a time of at least {length}"), null));
        var counted = int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var pulses)
            && pulses is >= 1 and <= MaxPulses;
        return counted ? (new(ScriptAction.Pulse, line, pulse, pulses, period), default)
            : (null, (count, new($"1 至 {MaxPulses}", $"1 to {MaxPulses}"), null));
    }

    private static (string, LocalizedText, string?) BadTime(string text) =>
        (text, new("时间，如 50ms、2s、3m、1h，最长 366d", "a time such as 50ms, 2s, 3m, 1h, up to 366d"), null);

    private static (string, LocalizedText, string?) Unknown(string word, IReadOnlyList<string> known) =>
        (word, known.Count == 0 ? Grammar : OneOf(known), NearMiss.Of(word, known));

    private static LocalizedText OneOf(IReadOnlyList<string> known) =>
        new($"{string.Join("、", known)} 之一，或：{Grammar.Zh}", $"one of {string.Join(", ", known)}, or: {Grammar.En}");
}
