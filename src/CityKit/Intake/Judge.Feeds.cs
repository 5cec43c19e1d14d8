using CityKit.Core;
using CityKit.Feeds;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Intake;

/// <content>What utilities and vendors' platforms send.</content>
internal sealed partial class Judge
{
    /// <summary>
    /// A feed's rows are judged at the time they were read, whenever they are delivered; its time moves as far as they reach, never by the
    /// delivery.
    /// </summary>
    internal Judgement Take(FeedBatch batch, Instant receivedAt)
    {
        var judgement = new Judgement();
        var latest = receivedAt + options.FeedClockTolerance;
        var rows = batch.Rows.OrderBy(r => r.ReadAt).ThenBy(r => r.Register).ToArray();
        var inTime = rows.TakeWhile(r => r.ReadAt <= latest).ToArray();
        foreach (var row in inTime) Try(new SensorKey(batch.Feed, row.Register), judgement, key => TakeRow(key, row, judgement));
        foreach (var row in rows[inTime.Length..])
            judgement.NoteUndecided(batch.Feed.Value, row.ReadAt, Doubts.FeedAhead(options), options.MaintenanceAudience);
        foreach (var seen in batch.Seen.OrderBy(s => s.At ?? receivedAt).ThenBy(s => s.Sensor))
            Try(new SensorKey(batch.Feed, seen.Sensor), judgement, key => TakeSeen(key, seen, receivedAt, judgement));
        Instant[] reached = [.. inTime.Select(r => r.ReadAt), .. batch.Seen.Select(s => s.At ?? receivedAt).Where(at => at <= latest)];
        if (reached.Length > 0) engine.AdvanceFeed(batch.Feed, reached.Max(), judgement.Outcomes);
        return judgement;
    }

    private void Try(SensorKey key, Judgement judgement, Action<SensorKey> take)
    {
        try
        {
            take(key);
        }
        catch (Exception fault) when (fault is not IOException)
        {
            NoteFault(fault, key, judgement);
        }
    }

    /// <summary>
    /// A time that cannot be is doubted: an alarm counts as of when it was received, all else is not judged. What comes after something
    /// newer is judged if it is an alarm: that one is over may be said too late, that there was one may not be lost.
    /// </summary>
    private void TakeSeen(SensorKey key, FeedObservation seen, Instant receivedAt, Judgement judgement)
    {
        var isAhead = seen.At > receivedAt + options.FeedClockTolerance;
        var at = isAhead ? receivedAt : seen.At ?? receivedAt;
        if (sensors.Register.Find(key, at) is not { } sensor) judgement.NoteUndecided(key.ToString(), at, Doubts.NotRegistered(key));
        else if (ValueOf(seen, sensor) is not { } value)
            judgement.NoteUndecided(key.ToString(), at, Doubts.OtherUnit(seen.Value, sensor));
        else if (isAhead) TakeAhead(key, seen, value, receivedAt, judgement);
        else TakeInTime(new Observation(key, seen.Kind, at, Duration.Zero, value), seen, judgement);
    }

    private void TakeInTime(in Observation observed, FeedObservation seen, Judgement judgement)
    {
        var (key, at) = (observed.Sensor, observed.At);
        if (seen.IsAlarm || !(engine.LatestOf(key, seen.Lane) > at))
        {
            See(in observed, judgement);
            return;
        }
        NoteReading(in observed, judgement);
        if (!engine.ObserveLate(in observed, judgement.Outcomes)) judgement.NoteUndecided(key.ToString(), at, Doubts.Overtaken);
    }

    private void TakeAhead(SensorKey key, FeedObservation seen, long value, Instant receivedAt, Judgement judgement)
    {
        var doubt = seen.IsAlarm ? Doubts.FeedAlarmAhead(options) : Doubts.FeedAhead(options);
        judgement.NoteUndecided(key.Device.Value, seen.At, doubt, options.MaintenanceAudience);
        if (seen.IsAlarm) WithoutTime(key, receivedAt, judgement, at =>
            engine.ObserveUndated(new Observation(key, seen.Kind, at, Duration.Zero, value), judgement.Outcomes));
    }

    /// <summary>In the sensor's smallest unit, as near as that is; null when the unit does not fit.</summary>
    private static long? ValueOf(FeedObservation seen, Sensor sensor)
    {
        if (seen.Kind != EventKind.Reading) return (long)seen.Value.Number;
        return sensor.TryToSmallest(seen.Value, out var smallest) && Math.Abs(smallest) <= long.MaxValue / 2
            ? (long)decimal.Round(smallest)
            : null;
    }

    private void TakeRow(SensorKey key, RegisterReading row, Judgement judgement)
    {
        if (sensors.Register.Find(key, row.ReadAt) is not { } sensor)
            judgement.NoteUndecided(key.ToString(), row.ReadAt, Doubts.NotRegistered(key));
        else if (!sensor.TryToSmallest(row.Shown, out var shown) || Math.Abs(shown) > long.MaxValue / 2)
            judgement.NoteUndecided(key.ToString(), row.ReadAt, Doubts.OtherUnit(row.Shown, sensor));
        else Take(registers.Read(sensor, row.ReadAt, (long)shown, row.IsEstimate), sensor, row.Shown, judgement);
    }

    private void Take(RegisterStep step, Sensor sensor, Amount shown, Judgement judgement)
    {
        var (key, source) = (sensor.Key, sensor.Key.ToString());
        if (Doubts.Of(step, sensor, shown) is { } doubt)
            judgement.NoteReading(doubt.Code, source, step.Kind.ToString(), step.At, doubt.Text);
        if (step.Span > Duration.Zero)
            See(new Observation(key, EventKind.Reading, step.At, step.Span, step.Amount), judgement);
        switch (step.Kind)
        {
            case RegisterStepKind.Duplicate: judgement.Duplicates++; break;
            case RegisterStepKind.Doubtful: judgement.Held++; engine.Doubt(key, step.At, judgement.Outcomes); break;
            case RegisterStepKind.StillDoubtful: judgement.Held++; break;
            case RegisterStepKind.Refuted or RegisterStepKind.NewBase: engine.Settle(key, step.At, judgement.Outcomes); break;
            case RegisterStepKind.Corrected: engine.Correct(sensor, step.Before, step.After, judgement.Outcomes); break;
        }
    }
}
