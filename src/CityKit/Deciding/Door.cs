using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Feeds;
using CityKit.Modules;
using CityKit.Records;
using NodaTime;

namespace CityKit.Deciding;

/// <summary>
/// Checks what an embedder passes in before the writer sees it. What would be committed is written and read once here, so that nothing
/// unreadable gets into
/// the journal and no impossible input makes the hub read its store again.
/// </summary>
internal static class Door
{
    private const int MaxCommandBytes = 2 << 20; // a configuration bundle in base64 is the largest
    private const int MaxActor = 128;
    private const int MaxRows = 200_000;
    private const int MaxUnit = 16;
    private static readonly Instant Earliest = Instant.FromUtc(1900, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(2200, 1, 1, 0, 0);

    /// <returns>Why the command is refused; null when it may be decided.</returns>
    /// <exception cref="ArgumentException">The command holds something that cannot be kept, such as a default struct or a null.</exception>
    internal static Refusal? Check(HubCommand command, Actor actor, CommandJson json)
    {
        if (CommandIds.Check(command.CommandId) is { } refusal) return refusal;
        if (actor.Id is not { Length: > 0 and <= MaxActor })
            return Refusal.Of("bad-actor", $"An actor's id has 1 to {MaxActor} characters, not {actor.Id?.Length ?? 0}.",
                $"操作人编号须为 1 至 {MaxActor} 个字符，而非 {actor.Id?.Length ?? 0} 个。");
        var length = LengthOf(command, actor, json);
        if (length > MaxCommandBytes)
            return Refusal.Of("too-large", $"The command has {length} bytes, the limit is {MaxCommandBytes}.",
                $"指令 {length} 字节，超过上限 {MaxCommandBytes} 字节。");
        return command is PublishBundle publish ? CheckBundle(publish) : null;
    }

    /// <summary>A bundle is journalled as it was signed: it must not say whose home a sensor is in.</summary>
    private static Refusal? CheckBundle(PublishBundle publish) =>
        RegisterReferences.Find(publish.Bundle.Content.Sensors.Span) is not [var first, ..] ? null
            : Refusal.Of("household-in-bundle",
                $"The bundle's sensor register names '{first.Name}': leave 'household' and 'consent' out there. "
                + "The hub's register has them, "
                + "and takes the device's alerts only under the consent.",
                $"配置包的传感器登记中写有“{first.Name}”：请去掉 household 与 consent；它们在中枢的台账里，中枢只在同意期内采用设备的报警。");

    /// <returns>Why the readings are refused; null when they may be decided.</returns>
    /// <exception cref="ArgumentException">The batch holds something that cannot be kept, such as a default struct or a null.</exception>
    internal static Refusal? Check(FeedBatch batch)
    {
        if (CommandIds.Check(batch.Id) is { } refusal) return refusal;
        if (batch.Feed == default || batch.Rows is null || batch.Seen is null)
            throw new ArgumentException("A batch names its feed and has rows.", nameof(batch));
        if (batch.Count > MaxRows)
            return Refusal.Of(
                "too-large", $"A batch has at most {MaxRows} rows, not {batch.Count}.", $"批次最多 {MaxRows} 行，而非 {batch.Count} 行。");
        for (var row = 0; row < batch.Rows.Count; row++)
            if (Check(batch.Rows[row], row + 1) is { } wrong) return wrong;
        for (var row = 0; row < batch.Seen.Count; row++)
            if (Check(batch.Seen[row], row + 1) is { } wrong) return wrong;
        return null;
    }

    private static Refusal? Check(FeedObservation seen, int row)
    {
        if (seen is null || seen.Sensor == default || seen.Value.Unit is null || !seen.IsKnownKind)
            throw new ArgumentException(
                $"Observation {row} has no sensor, no unit, or a kind that no feed sends.", nameof(seen));
        return CheckUnit(seen.Value.Unit, row) ?? (seen.At is not { } at || IsKept(at) ? null : BadTime(row, $"{at}"));
    }

    private static Refusal? Check(RegisterReading reading, int row)
    {
        if (reading is null || reading.Register == default || reading.Shown.Unit is null)
            throw new ArgumentException($"Row {row} has no register or no unit.", nameof(reading));
        return CheckUnit(reading.Shown.Unit, row)
            ?? (IsKept(reading.ReadAt) && IsKept(reading.ReceivedAt) ? null : BadTime(row, $"{reading.ReadAt} and {reading.ReceivedAt}"));
    }

    private static Refusal? CheckUnit(string unit, int row) => unit.Length <= MaxUnit ? null
        : Refusal.Of("bad-unit", $"Row {row}: a unit has at most {MaxUnit} characters, not {unit.Length}.",
            $"第 {row} 行：单位最多 {MaxUnit} 个字符，而非 {unit.Length} 个。");

    private static Refusal BadTime(int row, string found) => Refusal.Of(
        "bad-time", $"Row {row}: times are from {Earliest:yyyy} to {Latest:yyyy}, not {found}.",
        $"第 {row} 行：时间须在 {Earliest:yyyy} 至 {Latest:yyyy} 年之间，而非 {found}。");

    private static bool IsKept(Instant time) => time >= Earliest && time < Latest;

    /// <summary>Writes the command as the journal would, and reads it back.</summary>
    private static int LengthOf(HubCommand command, Actor actor, CommandJson json)
    {
        try
        {
            var written = json.Write(command, actor);
            var (read, by) = json.Read(written);
            if (written.AsSpan().SequenceEqual(json.Write(read, by))) return written.Length;
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            throw Unkept(command, unreadable);
        }
        throw Unkept(command, null);
    }

    private static ArgumentException Unkept(HubCommand command, Exception? why) => new(
        $"{command.GetType().Name} '{command.CommandId}' holds something that cannot be kept, such as a default value or a null. "
        + "指令含有无法保存的内容。", nameof(command), why);
}
