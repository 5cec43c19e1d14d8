using CityKit.Cases;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Services.Hub;

/// <summary>An application for an item or a bundle (办件). It says who applies by their subject, and no claim of theirs.</summary>
/// <param name="Id">Who gave the command that started it, a slash, the command's id.</param>
/// <param name="Applicant">Who applies.</param>
/// <param name="Subject">The id of the item or bundle.</param>
/// <param name="Version">Its version.</param>
/// <param name="Name">What people call it.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="Steps">Its steps, each after those that it waits for.</param>
/// <param name="Materials">Each material once.</param>
public sealed record Application(string Id, string Applicant, string Subject, string Version, LocalizedText Name, Instant StartedAt,
    IReadOnlyList<ApplicationStep> Steps, IReadOnlyList<ApplicationMaterial> Materials)
{
    /// <summary>How far it is.</summary>
    public ApplicationProgress? Progress { get; init; }

    /// <summary>Whether a step can still move.</summary>
    public bool IsOpen { get; init; } = true;

    internal static DocumentIndex<Application> Scopes { get; } =
        ScopeIndex.Of<Application>(a => [Scope.Of(ScopeKind.Own, a.Applicant)]);

    internal static DocumentIndex<Application> ById { get; } = DocumentIndex<Application>.Text("id", a => a.Id);

    internal static DocumentIndex<Application> OpenOf { get; } =
        DocumentIndex<Application>.Text("open_of", a => a.IsOpen ? $"{a.Applicant}/{a.Subject}" : null);

    internal static DocumentIndex<Application> Started { get; } = DocumentIndex<Application>.Order("started", a => a.StartedAt);

    internal static DocumentIndex<Application> Records { get; } = DocumentIndex<Application>.Texts("records",
        a => a.Steps.SelectMany(s => new[] { PersonalText.RecordOf(s.Record), PersonalText.RecordOf(s.Reason) }).OfType<string>());

    internal static DocumentKind<Application> Kind { get; } = ModuleJson.Documents("services_application", a => a.Id,
        ServicesJson.Shared.Application, Scopes, ById, OpenOf, Started, Records);

    internal ApplicationStep? StepOf(string item) => Steps.FirstOrDefault(step => step.Item == item);

    internal ApplicationMaterial? MaterialOf(string id) => Materials.FirstOrDefault(material => material.Id == id);

    internal Application With(ApplicationStep step) => this with { Steps = [.. Steps.Select(s => s.Item == step.Item ? step : s)] };

    internal Application With(ApplicationMaterial material) =>
        this with { Materials = [.. Materials.Select(m => m.Id == material.Id ? material : m)] };
}
