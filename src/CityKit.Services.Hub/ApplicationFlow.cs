using CityKit.Core.Calendar;
using CityKit.Services.Bundles;
using CityKit.Services.Items;
using CityKit.Services.Plans;
using NodaTime;

namespace CityKit.Services.Hub;

/// <summary>Moves applications (办件流转). Pure: an application in, an application out.</summary>
internal sealed class ApplicationFlow(ServiceCatalogue catalogue, WorkClock clock)
{
    /// <summary>A new application, with nothing shown yet.</summary>
    internal Application Start(string id, string applicant, ServiceBundle bundle, Instant now)
    {
        var plan = new ServicePlanner(catalogue, []).Plan(bundle, [], now);
        return Advance(new Application(id, applicant, bundle.Id, bundle.Version, bundle.Name, now,
            [.. bundle.Steps.Select(StepOf)], [.. plan.Materials.Select(MaterialOf)]), now);
    }

    /// <summary>Begins every step that waits for nothing more; what is approved at once lets others begin.</summary>
    internal Application Advance(Application application, Instant now)
    {
        while (application.Steps.FirstOrDefault(step => IsReady(step, application)) is { } ready)
            application = Begin(application, ready, now);
        return application with
        {
            Progress = ProgressOf(application, now),
            IsOpen = application.Steps.Any(step => step.State == StepState.ForPerson || CanStillBegin(step, application)),
        };
    }

    /// <summary>A step is approved: what it issues is there.</summary>
    internal static Application Approve(Application application, ApplicationStep step, Instant now)
    {
        application = application.With(step with { State = StepState.Approved, DoneAt = now });
        foreach (var issued in application.Materials.Where(m => m.State == MaterialState.Awaited && m.Step == step.Item))
            application = application.With(issued with { State = MaterialState.Issued });
        return application;
    }

    private static ApplicationStep StepOf(BundleStep step) => new(step.Item.Id, step.Item.Version, step.Item.Name,
        step.Item.Office.Department, step.Item.Limit.ToString(), step.After, StepState.Waiting);

    private static ApplicationMaterial MaterialOf(MaterialPlan line) => new(line.Material.Id, line.Material.Name, line.Items,
        line.Way == MaterialWay.FromStep ? MaterialState.Awaited : MaterialState.Open) { Step = line.Step };

    private static bool IsReady(ApplicationStep step, Application application) => step.State == StepState.Waiting
        && step.After.All(before => application.StepOf(before)!.State == StepState.Approved)
        && MaterialsOf(step, application).All(material => material.IsSettled);

    private static IEnumerable<ApplicationMaterial> MaterialsOf(ApplicationStep step, Application application) =>
        application.Materials.Where(material => material.Items.Contains(step.Item));

    private Application Begin(Application application, ApplicationStep step, Instant now)
    {
        var isInstant = step is { IsMet: true, ShownAt: { } shown } && DayOf(shown) == DayOf(now)
            && MaterialsOf(step, application).All(material => material.IsSure);
        var begun = step with { StartedAt = now, IsInstant = isInstant };
        return isInstant ? Approve(application, begun, now)
            : application.With(begun with { State = StepState.ForPerson, DueAt = clock.After(now, step.ReadLimit()).At });
    }

    private static LocalDate DayOf(Instant at) => at.InZone(WorkCalendar.Zone).Date;

    private static bool CanStillBegin(ApplicationStep step, Application application) => step.State == StepState.Waiting
        && step.After.All(before => application.StepOf(before) is var other
            && (other!.State is StepState.Approved or StepState.ForPerson || CanStillBegin(other, application)));

    private ApplicationProgress ProgressOf(Application application, Instant now)
    {
        var bundle = new ServiceBundle(
            application.Subject, application.Version, application.Name, [.. application.Steps.Select(step => step.ToBundleStep())]);
        var facts = application.Steps.ToDictionary(step => step.Item, step => FactsOf(step, application));
        var progress = BundleProgress.At(bundle, facts, clock, now);
        return new ApplicationProgress(
            now, progress.Done, progress.Due.At, progress.WorkDays, progress.CriticalPath, [.. progress.Steps.Select(ViewOf)]);
    }

    private static StepView ViewOf(StepProgress step) =>
        new(step.Item, step.Stage, step.WaitsFor, step.Due.At, step.Due.Provisional, step.IsCritical);

    private static StepFacts FactsOf(ApplicationStep step, Application application) => new(step.StartedAt, step.DoneAt,
        [.. MaterialsOf(step, application).Where(material => !material.IsSettled).Select(material => material.Id)]);
}
