using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Dispatching;
using CityKit.Grids.Maps;
using CityKit.Modules;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Places;

/// <summary>Looks up what a command needs to know of registry, nets and model, before it is journalled.</summary>
/// <param name="setup">What there is to ask.</param>
/// <param name="store">The leads and work items.</param>
/// <param name="work">Gives profiles and policy in force.</param>
/// <param name="grids">Gives the map in force.</param>
/// <param name="sensors">Gives the sensors in force.</param>
/// <param name="time">The clock.</param>
internal sealed class CommandLookups(HubSetup setup, ICityStore store, Func<WorkEngine> work, Func<GridMap?> grids,
    Func<SensorRegister> sensors, TimeProvider time)
{
    private readonly ComponentFinder? components =
        setup.Components is { } registry ? new ComponentFinder(registry, setup.Options.ComponentMetres) : null;

    private readonly DutyFinder? duties = setup.Nets is { } book ? new DutyFinder(book, setup.NetMaps, grids) : null;

    private readonly SuggestionDoor? suggester = setup.Suggester is { } model
        ? new SuggestionDoor(model, setup.Options.SuggestWithin.ToTimeSpan(), time) : null;

    /// <summary>Whether there is anything to look up for a command.</summary>
    internal bool Concerns(HubCommand command) => command switch
    {
        FileReport or ReportLead or OpenItem => components is not null || DispatchAsks,
        ConfirmComponent => components is not null,
        StepItem or ConfirmLead => DispatchAsks,
        _ => false,
    };

    /// <summary>What was found; null for nothing to look for.</summary>
    /// <param name="command">The command.</param>
    /// <param name="view">What its actor may see and do.</param>
    /// <param name="today">The day on which somebody answers for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async ValueTask<CommandLookup?> FindAsync(
        HubCommand command, ActorView view, LocalDate today, CancellationToken cancellationToken)
    {
        if (await QuestionOfAsync(command, view, today, cancellationToken).ConfigureAwait(false) is not { } question) return null;
        if (command is ConfirmComponent) return await components!.CandidatesAsync(question, cancellationToken).ConfigureAwait(false);
        var isAsked = command is FileReport or ReportLead or OpenItem || question is { Component: not null, Found: null };
        var found = components is null || !isAsked ? null
            : await components.FindAsync(question, cancellationToken).ConfigureAwait(false);
        question = question with { Found = found?.Found ?? question.Found };
        return await WithBodiesAsync(found, question, cancellationToken).ConfigureAwait(false);
    }

    private bool DispatchAsks => work().Policy.Dispatch.Any(row => row.By switch
    {
        ByDuty => duties is not null,
        ByComponent => components is not null,
        BySuggestion => suggester is not null,
        _ => false,
    });

    private async ValueTask<CommandLookup?> WithBodiesAsync(
        CommandLookup? found, DispatchQuestion question, CancellationToken cancellationToken)
    {
        DispatchBy[] bys = [.. work().Policy.DispatchBysOf(question.Profile)];
        var answering = duties?.Find(question, bys.OfType<ByDuty>().Select(by => by.Net));
        var suggestion = suggester is null || !bys.Any(by => by is BySuggestion) ? null
            : await suggester.AskAsync(question with { Duties = answering }, cancellationToken).ConfigureAwait(false);
        return answering is null && suggestion is null ? found
            : (found ?? new CommandLookup()) with { Duties = answering, Suggestion = suggestion };
    }

    /// <summary>What a command is about; null when it will dispatch nothing, or is not the actor's to give.</summary>
    private async ValueTask<DispatchQuestion?> QuestionOfAsync(
        HubCommand command, ActorView view, LocalDate today, CancellationToken cancellationToken) => command switch
    {
        FileReport report => Opens(report.Profile, view)
            ? new DispatchQuestion(report.Profile, report.Class, PlaceOf(report.Place), today) { Component = report.Component } : null,
        OpenItem open => Opens(open.Profile, view) ? QuestionOf(open, today) : null,
        ReportLead report => QuestionOf(report, today),
        ConfirmLead confirm => await store.FindLeadAsync(confirm.Lead, cancellationToken).ConfigureAwait(false) is { } lead
            ? QuestionOf(lead, today) : null,
        StepItem step => await store.FindItemAsync(step.Item, cancellationToken).ConfigureAwait(false) is { } item
            && Dispatches(step.Step, item, view) ? DispatchQuestion.Of(item, today) with { Class = step.Step.Class ?? item.Class } : null,
        ConfirmComponent confirm => await store.FindItemAsync(confirm.Item, cancellationToken).ConfigureAwait(false) is { } item
            && view.Over(item) is not null ? DispatchQuestion.Of(item, today) : null,
        _ => null,
    };

    /// <summary>
    /// A step that needs a body it does not name, or one before anybody has the item: what follows by itself may dispatch it.
    /// </summary>
    private bool Dispatches(WorkCommand step, WorkItem item, ActorView view) => view.Allowed(item).Contains(step.Name)
        && step.Assignee is null && (item.Assignee is null || NeedsAssignee(step, item));

    private bool Opens(string name, ActorView view) =>
        work().Profiles.TryGet(name, out var profile) && profile.Openers.Any(view.Actor.Roles.Contains);

    private bool NeedsAssignee(WorkCommand step, WorkItem item) => work().Profiles.TryGet(item.Profile, out var profile)
        && profile.From(item.State).Any(row => row.Command == step.Name && row.Needs.Contains("assignee"));

    private DispatchQuestion QuestionOf(OpenItem open, LocalDate today) =>
        new(open.Profile, open.Class,
            open.Place.Point is { } point ? open.Place with { Grid = PlaceOf(point).Grid ?? open.Place.Grid } : open.Place, today)
        {
            Component = open.Component,
        };

    private DispatchQuestion? QuestionOf(ReportLead report, LocalDate today)
    {
        var camera = report.Camera is { } key ? sensors().Find(key, report.At) : null;
        return (report.Place ?? camera?.Place) is not { } point ? null
            : new DispatchQuestion(work().Policy.MachineRowOf(report.Class).Profile, report.Class, PlaceOf(point), today)
            {
                Component = report.Place is null && ComponentId.TryParse(camera?.Component, null, out var known) ? known : null,
            };
    }

    private static DispatchQuestion QuestionOf(Lead lead, LocalDate today) =>
        new(lead.Profile, ClassKey.TryParse(lead.Class, null, out var key) ? key : null, lead.Subject.Place, today)
        {
            Component = lead.Subject.Component, Found = lead.Found,
        };

    private WorkPlace PlaceOf(GeoPoint point) => new()
    {
        Point = point, Grid = grids() is { } map && map.TryLocate(point, out var grid) ? grid.Code : null,
    };
}
