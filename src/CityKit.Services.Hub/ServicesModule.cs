using System.Text.Json;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Services.Items;

namespace CityKit.Services.Hub;

/// <summary>
/// Takes applications without paper in a hub (免证办). People apply for items and bundles, show credentials, and hand in what is left;
/// departments confirm and decide; what can be approved at once is approved in the commit that settles it.
/// </summary>
/// <remarks>
/// Add it to a hub whose people apply for service items; without a hub, a <see cref="Plans.ServicePlanner"/> is enough. The hub's one
/// writer runs what it decides; the <see cref="IWalletReader"/> is called from any thread before. The journal and the documents say who
/// applies by subject, and hold no claim. It has no pages for applicants and talks to no wallet. See <c>docs/services.md</c>.
/// </remarks>
/// <example><code>
/// var lists = new StatusListCache(new HttpStatusListSource(http), issuers, time);
/// var nonces = new OneTimeNonces(Duration.FromMinutes(5));
/// var reader = new VcWalletReader(issuers, nonces, lists, new StatusPolicy(Duration.FromHours(24)), "https://hub.example");
/// services.AddCityKit(city => city.UseSqlite("city.db")
///     .AddModule(new ServicesModule(catalogue, sources: ["marriage-register"], reader)));
/// </code></example>
public sealed class ServicesModule : ICityModule
{
    private const int MaxReason = 2000;
    private const int MaxEvidence = 200;
    private readonly ServiceCatalogue catalogue;
    private readonly ApplicationFlow flow;
    private readonly ShowCheck check;

    /// <param name="catalogue">The items.</param>
    /// <param name="sources">The sources of the catalogue whose departments answer here.</param>
    /// <param name="reader">Verifies what wallets present.</param>
    /// <param name="clock">How limits are counted; the built-in calendar and hours when it is null.</param>
    /// <exception cref="ArgumentException">The catalogue has no such source.</exception>
    public ServicesModule(ServiceCatalogue catalogue, IReadOnlyCollection<string> sources, IWalletReader reader, WorkClock? clock = null)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(reader);
        this.catalogue = catalogue;
        flow = new ApplicationFlow(catalogue, clock ?? new WorkClock(WorkCalendar.BuiltIn, WorkHours.Default));
        check = new ShowCheck(catalogue, sources, reader);
    }

    /// <inheritdoc/>
    public string Name => "services";

    /// <inheritdoc/>
    public void Declare(ModuleDeclaration declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        declaration.Documents(Application.Kind).Documents(StepWork.Kind).Documents(Confirmation.Kind);
        DeclareCommands(declaration);
        DeclareQueries(declaration);
        declaration.Timer(StepWork.Kind, StepWork.Due, Overdue).Opens(MayOpen);
    }

    private void DeclareCommands(ModuleDeclaration declaration)
    {
        var json = ServicesJson.Shared;
        var applying = Access.For(DataClass.Sensitive, Role.Resident, Role.CompetentDepartment);
        var office = Access.For(DataClass.Sensitive, Role.CompetentDepartment);
        declaration
            .Command("services/start", json.StartApplication, applying, Start, null,
                PersonalName<StartApplication>.Person(c => c.Applicant, (c, who) => c with { Applicant = who }))
            .Command("services/show", json.ShowCredentials, applying, Show, PersonalText<ShowCredentials>.OfPerson(
                PersonalName<ShowCredentials>.Person(c => c.Applicant, (c, who) => c with { Applicant = who }),
                ShowCheck.MostCharacters, c => c.Record, (c, text) => c with { Record = text }, _ => null))
            .Prepare<ShowCredentials>(check.PrepareAsync, IsSame)
            .Command("services/hand-in", json.HandInMaterial, applying, HandIn)
            .Command("services/withdraw", json.WithdrawApplication, applying, Withdraw)
            .Command("services/confirm", json.ConfirmMaterial, office, Confirm)
            .Command("services/decide", json.DecideStep, office, Decide, new PersonalText<DecideStep>(
                MaxReason, c => c.Reason, (c, text) => c with { Reason = text }, c => $"services/{c.Step}"));
    }

    private static void DeclareQueries(ModuleDeclaration declaration) => declaration
        .Query("services/applications", Application.Kind, Access.For(DataClass.Sensitive, Role.Resident),
            (_, _) => Application.Kind.Query().OrderBy(Application.Started, descending: true), Write)
        .Query("services/application", Application.Kind, Access.For(DataClass.Sensitive, Role.Resident),
            (arguments, _) => Application.Kind.Query().Where(Application.ById, arguments.Text("id") ?? ""), Write,
            QueryParameter.Text("id", "the application", "办件编号"))
        .Query("services/steps", StepWork.Kind, Access.For(DataClass.Sensitive, Role.CompetentDepartment), Steps,
            (writer, work) => JsonSerializer.Serialize(writer, work, ServicesJson.Shared.StepWork),
            QueryParameter.Text("state", "forPerson when it is not given", "状态，默认为 forPerson"))
        .Query("services/confirmations", Confirmation.Kind, Access.For(DataClass.Sensitive, Role.CompetentDepartment),
            (_, _) => Confirmation.Kind.Query().OrderBy(Confirmation.Open),
            (writer, asked) => JsonSerializer.Serialize(writer, asked, ServicesJson.Shared.Confirmation));

    /// <summary>Presentations are made for one time: a repeat is known by what it is for.</summary>
    private static bool IsSame(ShowCredentials given, ShowCredentials done) =>
        given.Application == done.Application && given.Item == done.Item;

    private static DocumentQuery<StepWork> Steps(QueryArguments arguments, Actor actor) => StepWork.Kind.Query()
        .Where(StepWork.State, arguments.Word("state", StepWork.States) ?? "forPerson").OrderBy(StepWork.Since);

    private static void Write(Utf8JsonWriter writer, Application application) =>
        JsonSerializer.Serialize(writer, application, ServicesJson.Shared.Application);

    private Refusal? Start(StartApplication start, Actor actor, IFacts facts, IChanges changes)
    {
        if (BundleOf(start.Subject) is not { } bundle)
            return Texts.NoSuchSubject(start.Subject, catalogue.Bundles.Select(b => b.Id).Concat(catalogue.Items.Select(i => i.Id)));
        var isClerk = bundle.Steps.Any(step => IsOf(actor, step.Item.Office.Department));
        if (!isClerk && (!actor.Roles.Contains(Role.Resident) || (start.Applicant ?? actor.Id) != actor.Id)) return Texts.NotYours;
        if (isClerk && start.Applicant is null) return Texts.ApplicantNeeded;
        var applicant = start.Applicant ?? actor.Id;
        if (!SubjectId.TryParse(applicant, null, out _)) return Texts.NotYours; // in office: the account would be in the documents
        if (facts.Query(Application.Kind.Query().Where(Application.OpenOf, $"{applicant}/{bundle.Id}").Take(1)) is [var open])
            return Texts.AlreadyOpen(open.Id);
        Save(null, flow.Start($"{actor.Id}/{start.CommandId}", applicant, bundle, facts.Now), changes);
        return null;
    }

    /// <summary>A bundle, or one item as a bundle of one step.</summary>
    private ServiceBundle? BundleOf(string subject) => catalogue.FindBundle(subject) ?? (catalogue.FindItem(subject) is { } item
        ? new ServiceBundle(item.Id, item.Version, item.Name, [new BundleStep(item, [])]) : null);

    private Refusal? Show(ShowCredentials show, Actor actor, IFacts facts, IChanges changes)
    {
        if (Find(show.Application, actor, facts) is not { } application || show.Applicant != application.Applicant)
            return Texts.NoSuchApplication;
        if (application.StepOf(show.Item) is not { } step) return Texts.NoSuchItem(show.Item);
        var findings = show.Findings ?? throw new InvalidOperationException("The command was not prepared.");
        if (findings.Version != step.Version) return Texts.OtherVersion(step.Version, findings.Version);
        if (step.State != StepState.Waiting) return Texts.StepNotWaiting(step.State);
        var shown = application.With(step with { ShownAt = facts.Now, IsMet = findings.IsMet, Record = show.Record });
        foreach (var material in application.Materials.Where(material => material.Items.Contains(show.Item)))
            shown = shown.With(After(material, findings));
        Ask(shown, application, facts, changes);
        Save(application, flow.Advance(shown, facts.Now), changes);
        return null;
    }

    /// <summary>What one item does not need, another may; so only that of one item is left out.</summary>
    private static ApplicationMaterial After(ApplicationMaterial material, ShowFindings findings)
    {
        if (material.State is not (MaterialState.Open or MaterialState.Asked)) return material;
        if (findings.Proved.Contains(material.Id)) return material with { State = MaterialState.Proved };
        if (findings.NotNeeded.Contains(material.Id) && material.Items.Count == 1) return material with { State = MaterialState.NotNeeded };
        return material.State == MaterialState.Open && findings.Ask.FirstOrDefault(ask => ask.Material == material.Id) is { } asked
            ? material with { State = MaterialState.Asked, Source = asked.Source } : material;
    }

    private void Ask(Application application, Application before, IFacts facts, IChanges changes)
    {
        foreach (var material in application.Materials.Where(material => material.State == MaterialState.Asked))
            if (before.MaterialOf(material.Id)!.State != MaterialState.Asked && catalogue.FindSource(material.Source!) is { } source)
            {
                changes.Put(Confirmation.Kind, new Confirmation(Confirmation.IdOf(application.Id, material.Id), application.Id,
                    application.Applicant, material.Id, material.Name, source.Id, source.Department, facts.Now));
                changes.Notify($"body:{source.Department}", application.Id, Texts.ConfirmationWaits);
            }
    }

    private Refusal? HandIn(HandInMaterial handIn, Actor actor, IFacts facts, IChanges changes)
    {
        if (Find(handIn.Application, actor, facts) is not { } application) return Texts.NoSuchApplication;
        if (handIn.Evidence is { Length: 0 or > MaxEvidence }) return Texts.BadEvidence;
        if (application.MaterialOf(handIn.Material) is not { } material)
            return Texts.NoSuchMaterial(handIn.Material, application.Materials.Select(m => m.Id));
        if (material.State is not (MaterialState.Open or MaterialState.Asked)) return Texts.MaterialNotOpen(material.State);
        if (material.State == MaterialState.Asked) EndConfirmation(application, material, facts, changes);
        var handedIn = application.With(material with { State = MaterialState.HandedIn, Evidence = handIn.Evidence });
        Save(application, flow.Advance(handedIn, facts.Now), changes);
        return null;
    }

    private static void EndConfirmation(Application application, ApplicationMaterial material, IFacts facts, IChanges changes)
    {
        if (facts.Find(Confirmation.Kind, Confirmation.IdOf(application.Id, material.Id)) is { AnsweredAt: null } asked)
            changes.Put(Confirmation.Kind, asked with { AnsweredAt = facts.Now });
    }

    private Refusal? Confirm(ConfirmMaterial confirm, Actor actor, IFacts facts, IChanges changes)
    {
        if (facts.Find(Confirmation.Kind, confirm.Confirmation) is not { } asked || !IsOf(actor, asked.Department))
            return Texts.NoSuchConfirmation;
        if (asked.AnsweredAt is not null || facts.Find(Application.Kind, asked.Application) is not { } application)
            return Texts.AlreadyAnswered;
        if (application.MaterialOf(asked.Material) is not { State: MaterialState.Asked } material) return Texts.AlreadyAnswered;
        changes.Put(Confirmation.Kind, asked with { IsConfirmed = confirm.IsConfirmed, AnsweredAt = facts.Now });
        var state = confirm.IsConfirmed ? MaterialState.Confirmed : MaterialState.Open;
        if (!confirm.IsConfirmed) changes.Notify(application.Applicant, application.Id, Texts.HandInNeeded);
        Save(application, flow.Advance(application.With(material with { State = state }), facts.Now), changes);
        return null;
    }

    private Refusal? Decide(DecideStep decide, Actor actor, IFacts facts, IChanges changes)
    {
        if (facts.Find(StepWork.Kind, decide.Step) is not { } work || !IsOf(actor, work.Step.Department)) return Texts.NoSuchStep;
        if (facts.Find(Application.Kind, work.Application) is not { } application) return Texts.NoSuchStep;
        var step = application.StepOf(work.Step.Item)!;
        if (step.State != StepState.ForPerson) return Texts.StepNotForPerson(step.State);
        if (!decide.IsApproved && PersonalText.RecordOf(decide.Reason) is null) return Texts.ReasonNeeded;
        var decided = decide.IsApproved ? ApplicationFlow.Approve(application, step, facts.Now)
            : application.With(step with { State = StepState.Declined, DoneAt = facts.Now, Reason = decide.Reason });
        Save(application, flow.Advance(decided, facts.Now), changes);
        return null;
    }

    private Refusal? Withdraw(WithdrawApplication withdraw, Actor actor, IFacts facts, IChanges changes)
    {
        if (Find(withdraw.Application, actor, facts) is not { } application) return Texts.NoSuchApplication;
        if (!application.IsOpen) return Texts.NothingOpen;
        foreach (var material in application.Materials.Where(material => material.State == MaterialState.Asked))
            EndConfirmation(application, material, facts, changes);
        var ended = application.Steps.Where(step => step.IsOpen).Aggregate(application,
            (all, step) => all.With(step with { State = StepState.Withdrawn, DoneAt = facts.Now }));
        Save(application, flow.Advance(ended, facts.Now), changes);
        return null;
    }

    private static void Overdue(StepWork work, IFacts facts, IChanges changes)
    {
        if (facts.Find(Application.Kind, work.Application) is not { } application) return;
        var late = work.Step with { IsOverdue = true };
        changes.Put(Application.Kind, application.With(late));
        changes.Put(StepWork.Kind, work with { Step = late });
        changes.Notify($"body:{late.Department}", application.Id, Texts.Overdue);
    }

    /// <summary>The application, for its applicant and for clerks of its departments; for others it does not exist.</summary>
    private static Application? Find(string id, Actor actor, IFacts facts) => facts.Find(Application.Kind, id) is { } application
        && (IsApplicant(actor, application) || application.Steps.Any(step => IsOf(actor, step.Department))) ? application : null;

    private static bool IsApplicant(Actor actor, Application application) =>
        actor.Roles.Contains(Role.Resident) && actor.Id == application.Applicant;

    private static bool IsOf(Actor actor, string department) => new Reach(actor.Grants)
        .Over(Scope.Cut(ScopeKind.Body, department)).Contains(Role.CompetentDepartment);

    /// <summary>What was shown for a step, and why it was declined: the applicant, and those of the step's department.</summary>
    private static bool MayOpen(string record, string purpose, Actor actor, IFacts facts) =>
        facts.Query(Application.Kind.Query().Where(Application.Records, record).Take(1)) is [var application]
        && (IsApplicant(actor, application) || application.Steps.Any(step => IsOf(actor, step.Department)
            && (PersonalText.RecordOf(step.Record) == record || PersonalText.RecordOf(step.Reason) == record)));

    /// <summary>Stores an application with its steps that changed, and notifies whom that concerns.</summary>
    private static void Save(Application? before, Application application, IChanges changes)
    {
        changes.Put(Application.Kind, application);
        foreach (var step in application.Steps)
        {
            var work = StepWork.Of(application, step);
            changes.Put(StepWork.Kind, work);
            if (step.State == StepState.ForPerson && before?.StepOf(step.Item)?.State != StepState.ForPerson)
                changes.Notify($"body:{step.Department}", work.Id, Texts.StepWaits);
        }
        if (before is not null && application.Steps.Any(step => before.StepOf(step.Item)!.State != step.State))
            changes.Notify(application.Applicant, application.Id, Texts.Moved);
    }
}
