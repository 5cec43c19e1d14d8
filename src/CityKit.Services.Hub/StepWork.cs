using CityKit.Cases;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Services.Hub;

/// <summary>A step as its department sees it (待办环节): nothing of the other departments' steps.</summary>
/// <param name="Id">The application's id, a slash, the item.</param>
/// <param name="Application">The application.</param>
/// <param name="Applicant">Who applies.</param>
/// <param name="Step">The step.</param>
/// <param name="Materials">What it asks for.</param>
public sealed record StepWork(
    string Id, string Application, string Applicant, ApplicationStep Step, IReadOnlyList<ApplicationMaterial> Materials)
{
    internal static DocumentIndex<StepWork> Scopes { get; } =
        ScopeIndex.Of<StepWork>(w => [Scope.Of(ScopeKind.Own, w.Applicant), .. Scope.Cut(ScopeKind.Body, w.Step.Department)]);

    internal static DocumentIndex<StepWork> State { get; } = DocumentIndex<StepWork>.Text("state", w => WordOf(w.Step.State));

    internal static DocumentIndex<StepWork> Since { get; } = DocumentIndex<StepWork>.Order("since", w => w.Step.StartedAt);

    internal static DocumentIndex<StepWork> Due { get; } =
        DocumentIndex<StepWork>.Order("due", w => w.Step is { State: StepState.ForPerson, IsOverdue: false } ? w.Step.DueAt : null);

    internal static DocumentKind<StepWork> Kind { get; } =
        ModuleJson.Documents("services_step", w => w.Id, ServicesJson.Shared.StepWork, Scopes, State, Since, Due);

    /// <summary>The words of the states in which a department sees a step, as queries take them.</summary>
    internal static IReadOnlyList<string> States { get; } =
        [.. Enum.GetValues<StepState>().Where(state => state != StepState.Waiting).Select(WordOf)];

    internal static StepWork Of(Application application, ApplicationStep step) => new(
        IdOf(application.Id, step.Item), application.Id, application.Applicant, step,
        [.. application.Materials.Where(material => material.Items.Contains(step.Item))]);

    internal static string IdOf(string application, string item) => $"{application}/{item}";

    private static string WordOf(StepState state) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
