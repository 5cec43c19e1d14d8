using CityKit.Cases;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Services.Hub;

/// <summary>A question to a department whether its register has what a material says (核验请求).</summary>
/// <param name="Id">The application's id, a slash, the material.</param>
/// <param name="Application">The application.</param>
/// <param name="Applicant">Who applies.</param>
/// <param name="Material">The material's id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Source">The source.</param>
/// <param name="Department">Whose it is.</param>
/// <param name="AskedAt">When it was asked.</param>
public sealed record Confirmation(string Id, string Application, string Applicant, string Material, LocalizedText Name,
    string Source, string Department, Instant AskedAt)
{
    /// <summary>The answer; null when there is none yet.</summary>
    public bool? IsConfirmed { get; init; }

    /// <summary>When it was answered, or no longer mattered; null before.</summary>
    public Instant? AnsweredAt { get; init; }

    internal static DocumentIndex<Confirmation> Scopes { get; } =
        ScopeIndex.Of<Confirmation>(c => Scope.Cut(ScopeKind.Body, c.Department));

    internal static DocumentIndex<Confirmation> Open { get; } =
        DocumentIndex<Confirmation>.Order("open", c => c.AnsweredAt is null ? c.AskedAt : null);

    internal static DocumentKind<Confirmation> Kind { get; } =
        ModuleJson.Documents("services_confirmation", c => c.Id, ServicesJson.Shared.Confirmation, Scopes, Open);

    internal static string IdOf(string application, string material) => $"{application}/{material}";
}
