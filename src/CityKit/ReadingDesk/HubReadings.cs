using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Intake;
using CityKit.Modules;
using CityKit.Readings;
using CityKit.Records;
using CityKit.Sensors.Register;
using CityKit.Storage;
using NodaTime;

namespace CityKit.ReadingDesk;

/// <summary>
/// What sensors read over time (读数). A day of one sensor is one stretch of an index, however many sensors there are. Kept where
/// <see cref="Setup.HubOptions.KeepReadings"/> says so, for as long as the policy's <c>retention</c> does.
/// </summary>
public sealed class HubReadings
{
    private const int HoursAtOnce = 48;
    private const int MostHours = 31 * 24;
    private static readonly Duration LeastStep = Duration.FromSeconds(1);

    private readonly ICityStore store;
    private readonly Func<SensorQuestion, CancellationToken, ValueTask<IReadOnlyList<Sensor>>> sensors;
    private readonly Func<HubCommand, Actor, CancellationToken, ValueTask<CommandAnswer>> execute;

    private readonly Func<Actor, CancellationToken, ValueTask<ActorView>> view;

    internal HubReadings(ICityStore store, Func<SensorQuestion, CancellationToken, ValueTask<IReadOnlyList<Sensor>>> sensors,
        Func<Actor, CancellationToken, ValueTask<ActorView>> view,
        Func<HubCommand, Actor, CancellationToken, ValueTask<CommandAnswer>> execute) =>
        (this.store, this.sensors, this.view, this.execute) = (store, sensors, view, execute);

    /// <summary>The same for a sensor that does not exist and for one whose readings one may not see.</summary>
    public static Refusal NoSuch { get; } = Refusal.Of("not-found",
        "There is no such sensor with readings for you.", "没有可供您查阅的该传感器读数。");

    /// <summary>
    /// Reads a page. A household's sensor is read by a duty officer, duty leader or administrator, for a purpose, and that is noted before
    /// anything is read; for everybody else there is no such sensor. All other sensors are for the duty room.
    /// </summary>
    /// <param name="query">The sensor, the time, and how.</param>
    /// <param name="actor">Who reads, from the authenticated principal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The hub cannot store or read now.</exception>
    public async ValueTask<ReadingPage> ReadAsync(ReadingQuery query, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentOutOfRangeException.ThrowIfNotEqual(query.Limit, Math.Clamp(query.Limit, 1, ReadingQuery.MaxRows), nameof(query));
        var known = SensorRegister.Of(await sensors(new SensorQuestion { Devices = [query.Sensor.Device] }, cancellationToken)
            .ConfigureAwait(false));
        var entries = ReadingAccess.Entries(known, query.Sensor, query.From, query.Until);
        var seen = await view(actor, cancellationToken).ConfigureAwait(false);
        if ((Wrong(query) ?? ReadingAccess.Check(entries, seen)) is { } refusal) return ReadingPage.Refused(refusal);
        if (entries.Any(entry => entry.Household is not null)
            && await NoteAsync(query, actor, cancellationToken).ConfigureAwait(false) is { } unread) return ReadingPage.Refused(unread);
        var after = query.After is null ? new ReadingCursor(query.From, 0) : ReadingCursor.Parse(query.After)!.Value;
        return await (query.Step is { } step
            ? ReadBucketsAsync(query, step, after, entries[^1], cancellationToken)
            : ReadReadingsAsync(query, after, entries[^1], cancellationToken)).ConfigureAwait(false);
    }

    private async ValueTask<Refusal?> NoteAsync(ReadingQuery query, Actor actor, CancellationToken cancellationToken)
    {
        if (HubPrivacy.CheckPurpose(query.Purpose ?? "") is { } refusal) return refusal;
        var asked = new OpenReadings(query.CommandId ?? $"read-{Guid.NewGuid():N}", query.Sensor, query.From, query.Until, query.Purpose!);
        return (await execute(asked, actor, cancellationToken).ConfigureAwait(false)).Refusal;
    }

    private async ValueTask<ReadingPage> ReadReadingsAsync(
        ReadingQuery query, ReadingCursor after, Sensor sensor, CancellationToken cancellationToken)
    {
        var (rows, skip) = (new List<SensorReading>(), after.Skip);
        await foreach (var hour in HoursAsync(query, after.From, cancellationToken).ConfigureAwait(false))
        {
            for (; skip < hour.Readings.Length; skip++)
            {
                if (!IsIn(query, hour.Readings[skip])) continue;
                if (rows.Count == query.Limit) return new ReadingPage(null, sensor, rows, [], ReadingCursor.Of(hour, skip).ToString());
                rows.Add(hour.Readings[skip]);
            }
            skip = 0;
        }
        return new ReadingPage(null, sensor, rows, [], null);
    }

    /// <summary>A page of long steps reads at most so many hours, so the last bucket may be left to the next page.</summary>
    private async ValueTask<ReadingPage> ReadBucketsAsync(
        ReadingQuery query, Duration step, ReadingCursor after, Sensor sensor, CancellationToken cancellationToken)
    {
        var (readings, hours, begin) = (new List<SensorReading>(), 0, Instant.Max(after.From, query.From));
        await foreach (var hour in HoursAsync(query, begin, cancellationToken).ConfigureAwait(false))
        {
            readings.AddRange(hour.Readings.Where(reading => reading.At >= begin && IsIn(query, reading)));
            if (++hours > MostHours) break;
        }
        var buckets = ReadingBucket.Of(readings, step).Take(query.Limit + 1).ToList();
        var isCut = buckets.Count > query.Limit || (hours > MostHours && buckets.Count > 1);
        if (!isCut) return new ReadingPage(null, sensor, [], buckets, null);
        var next = new ReadingCursor(buckets[^1].From, 0).ToString();
        return new ReadingPage(null, sensor, [], buckets[..^1], next);
    }

    /// <summary>The hours of a query from a moment on: one stretch of one index, part by part.</summary>
    private async IAsyncEnumerable<ReadingHour> HoursAsync(ReadingQuery query, Instant from,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (first, last) = (ReadingHour.HourOf(from), ReadingHour.HourOf(query.Until - Duration.Epsilon));
        var hours = ReadingDocuments.Kind.Query().Take(HoursAtOnce).Between(ReadingDocuments.SensorHour,
            IndexValue.Of(ReadingHour.IdOf(query.Sensor, first)), IndexValue.Of(ReadingHour.IdOf(query.Sensor, last + 1)));
        for (DocumentCursor? after = null; ;)
        {
            var page = await store.QueryAsync(hours.After(after), cancellationToken).ConfigureAwait(false);
            foreach (var hour in page.Rows) yield return hour;
            if (page.Next is null) yield break;
            after = page.Next;
        }
    }

    private static bool IsIn(ReadingQuery query, SensorReading reading) => reading.At >= query.From && reading.At < query.Until;

    private static Refusal? Wrong(ReadingQuery query) =>
        query.From >= query.Until || query.From < NodaConstants.UnixEpoch ? Refusal.Of("bad-request",
            $"'from' is {query.From} and 'until' is {query.Until}: it must be later, and both after 1970.",
            $"from 为 {query.From}，until 为 {query.Until}：后者须更晚，且均在 1970 年之后。")
        : query.Step is { } step && !IsStep(step) ? Refusal.Of("bad-request",
            $"'step' is {step}; it must be whole milliseconds from {LeastStep} to {ReadingQuery.MaxStep}.",
            $"step 为 {step}，须为 {LeastStep} 至 {ReadingQuery.MaxStep} 之间的整毫秒。")
        : query.After is { } after && ReadingCursor.Parse(after) is null ? Refusal.Of("bad-request",
            "'after' is no cursor: give back what 'next' said.", "参数 after 无效：请原样传回 next 的值。")
        : null;

    private static bool IsStep(Duration step) =>
        step >= LeastStep && step <= ReadingQuery.MaxStep && step == Duration.FromMilliseconds((long)step.TotalMilliseconds);
}
