using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Cases.Json;

/// <summary>The text forms both sides share.</summary>
internal static class JsonNames
{
    internal const int Schema = 1;

    private const int MaxMoment = 32;

    private static readonly StandardFormat Round = new('O');
    private static readonly Instant EndOfBcl = NodaTime.Instant.FromUtc(9999, 12, 31, 23, 59);
    private static readonly InstantPattern Pattern = InstantPattern.ExtendedIso;

    internal static string Text(Instant at) => Pattern.Format(at);

    /// <summary>
    /// Writes a moment as <see cref="Text"/> has it; years of four digits in whole ticks, which all but a few are, without a text.
    /// </summary>
    internal static void Write(Utf8JsonWriter json, string name, Instant at)
    {
        Span<byte> text = stackalloc byte[MaxMoment];
        if (IsInTicks(at) && Utf8Formatter.TryFormat(at.ToDateTimeUtc(), text, out var length, Round))
            json.WriteString(name, Cut(text, length));
        else json.WriteString(name, Text(at));
    }

    private static bool IsInTicks(Instant at) =>
        at >= NodaConstants.BclEpoch && at < EndOfBcl && NodaTime.Instant.FromUnixTimeTicks(at.ToUnixTimeTicks()) == at;

    /// <summary>Without the zeros that end a fraction, and without a fraction of zeros.</summary>
    private static ReadOnlySpan<byte> Cut(Span<byte> text, int length)
    {
        var end = text[..(length - 1)].TrimEnd((byte)'0').TrimEnd((byte)'.').Length;
        text[end] = (byte)'Z';
        return text[..(end + 1)];
    }

    internal static Instant Instant(string text) =>
        Pattern.Parse(text) is { Success: true } parsed
            ? parsed.Value : throw new FormatException($"'{text}' is not a moment such as 2026-11-21T08:00:00Z. "
                + $"“{text}”须为时刻，如 2026-11-21T08:00:00Z。");

    /// <summary>The words of <see cref="AssignmentKind"/>, by its values.</summary>
    internal static string[] Kinds { get; } = ["lead", "coHandler", "crew"];

    internal static AssignmentKind KindOf(string word) => Array.IndexOf(Kinds, word) is var at and >= 0 ? (AssignmentKind)at
        : throw new FormatException($"'{word}' is no kind of assignment. “{word}”不是承办类型。");
}
