using System.Collections.Immutable;
using CityKit.Core.Calendar;
using CityKit.Services.Items;
using NodaTime;

namespace CityKit.Services.Bundles;

/// <summary>
/// How far a bundle is (一件事进度): every step with what it waits for, and when the whole is due. Steps that do not wait for each other run at
/// the same time.
/// </summary>
/// <param name="Steps">The steps, each after those that it waits for.</param>
/// <param name="Due">When the last one is due.</param>
/// <param name="CriticalPath">The steps of which each waits for the one before, and that give that time; those done left out.</param>
/// <param name="WorkDays">Working days from now until then, today left out.</param>
public sealed record BundleProgress(
    ImmutableArray<StepProgress> Steps, Deadline Due, ImmutableArray<string> CriticalPath, int WorkDays)
{
    private static readonly StepFacts Nothing = new(null, null, []);

    /// <summary>How many steps are done.</summary>
    public int Done => Steps.Count(step => step.Stage == StepStage.Done);

    /// <summary>The progress at a moment; with no facts the schedule of a bundle that starts now.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="facts">What is known of its steps by item; one that is not there has not started.</param>
    /// <param name="clock">How limits are counted.</param>
    /// <param name="now">The moment.</param>
    public static BundleProgress At(
        ServiceBundle bundle, IReadOnlyDictionary<string, StepFacts> facts, WorkClock clock, Instant now)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(clock);
        var steps = new Dictionary<string, StepProgress>();
        foreach (var step in bundle.Steps)
            steps.Add(step.Item.Id, Of(step, facts.GetValueOrDefault(step.Item.Id) ?? Nothing, steps, clock, now));
        var path = CriticalPathOf(bundle, steps);
        var due = bundle.Steps.Select(step => steps[step.Item.Id].Due).MaxBy(due => due.At);
        return new BundleProgress([.. bundle.Steps.Select(step => steps[step.Item.Id] with { IsCritical = path.Contains(step.Item.Id) })],
            due, path, clock.WorkDaysBetween(now, due.At));
    }

    private static StepProgress Of(
        BundleStep step, StepFacts facts, Dictionary<string, StepProgress> earlier, WorkClock clock, Instant now)
    {
        ImmutableArray<string> open = [.. step.After.Where(item => earlier[item].Stage != StepStage.Done)];
        var start = facts.StartedAt ?? step.After.Select(item => earlier[item].Due.At).Append(now).Max();
        if (facts.DoneAt is { } done)
            return new StepProgress(step.Item.Id, StepStage.Done, [], start, new Deadline(done, false, null), false);
        var (stage, waits) = facts.StartedAt is not null ? (StepStage.Running, [])
            : open.Length > 0 ? (StepStage.WaitsForSteps, open)
            : (StepStage.WaitsForMaterials, ImmutableArray.CreateRange(facts.WaitsFor));
        return new StepProgress(step.Item.Id, stage, waits, start, DueOf(step, start, earlier, clock), false);
    }

    /// <summary>Provisional also when a step before it is.</summary>
    private static Deadline DueOf(BundleStep step, Instant start, Dictionary<string, StepProgress> earlier, WorkClock clock)
    {
        var due = clock.After(start, step.Item.Limit);
        var open = step.After.Select(item => earlier[item].Due).FirstOrDefault(before => before.Provisional);
        return open.Provisional && !due.Provisional ? due with { Provisional = true, Reason = open.Reason } : due;
    }

    /// <summary>From the step that is due last back to the one that it waits for, as long as nothing else holds it up.</summary>
    private static ImmutableArray<string> CriticalPathOf(ServiceBundle bundle, Dictionary<string, StepProgress> steps)
    {
        var path = new List<string>();
        var at = bundle.Steps.Where(step => steps[step.Item.Id].Stage != StepStage.Done).MaxBy(step => steps[step.Item.Id].Due.At);
        while (at is not null)
        {
            path.Insert(0, at.Item.Id);
            var before = at.After.Where(item => steps[item].Stage != StepStage.Done).MaxBy(item => steps[item].Due.At);
            at = before is null ? null : bundle.Steps.First(step => step.Item.Id == before);
        }
        return [.. path];
    }
}
