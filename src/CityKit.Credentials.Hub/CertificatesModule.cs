using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Credentials.Certificates;
using CityKit.Credentials.Hub.Counter;
using CityKit.Credentials.Hub.Registry;
using CityKit.Credentials.Hub.Requests;
using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.Credentials.Hub;

/// <summary>
/// The registry of electronic certificates (电子证照登记) as a module of the hub: issued, renewed, changed, suspended and cancelled by
/// authorities,
/// shown by their holders, redeemed at counters, fetched from a source. See <c>docs/credentials.md</c>.
/// </summary>
/// <param name="catalogue">The types that this city registers.</param>
public sealed class CertificatesModule(CertificateCatalogue catalogue) : ICityModule
{
    private static readonly Access Issuers = Access.For(DataClass.Personal, CertificateRoles.Issuer);
    private static readonly Access Clerks = Access.For(DataClass.Personal, CertificateRoles.Clerk);
    private static readonly Access Holders = Access.For(DataClass.Personal, Role.Resident);
    private static readonly Access TheHub = Access.For(DataClass.Personal, Role.System);

    /// <summary>Whether there is a source to ask; without one nobody can request a certificate.</summary>
    public bool HasSource { get; init; }

    /// <inheritdoc/>
    public string Name => "credentials";

    /// <inheritdoc/>
    public void Declare(ModuleDeclaration declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        DeclareRegistry(declaration);
        DeclareCounter(declaration);
        if (HasSource) DeclareRequests(declaration);
    }

    private void DeclareRegistry(ModuleDeclaration declaration)
    {
        declaration.Documents(CertificateEntry.Kind).ThingsOf(CertificateEntry.Kind, CertificateEntry.OfHolder, entry => entry.Id)
            .Query("credentials/mine", CertificateEntry.Kind, Holders, (_, actor) =>
                Own(CertificateEntry.Kind, CertificateEntry.OfHolder, CertificateEntry.Changed, actor),
                (writer, entry) => JsonSerializer.Serialize(writer, entry, RegistryJson.Shared.CertificateEntry))
            .Query("credentials/issued", CertificateEntry.Kind, Issuers, Issued,
                (writer, entry) => JsonSerializer.Serialize(writer, entry, RegistryJson.Shared.CertificateEntry),
                QueryParameter.Text("type", "of this type alone", "证照类型代码"));
        Version(declaration, "issue", RegistryJson.Shared.IssueCertificate, CheckFirst, RegistryDesk.Issue);
        Version(declaration, "renew", RegistryJson.Shared.RenewCertificate, CheckNext, RegistryDesk.Renew);
        Version(declaration, "change", RegistryJson.Shared.ChangeCertificate, CheckNext, RegistryDesk.Change);
        Move(declaration, "cancel", RegistryJson.Shared.CancelCertificate, CertificateAct.Cancel);
        Move(declaration, "suspend", RegistryJson.Shared.SuspendCertificate, CertificateAct.Suspend);
        Move(declaration, "resume", RegistryJson.Shared.ResumeCertificate, CertificateAct.Resume);
    }

    private static void DeclareCounter(ModuleDeclaration declaration) => declaration
        .Documents(ShownCertificate.Kind).Documents(CertificateCopy.Kind)
        .Command("credentials/show", CounterJson.Shared.ShowCertificate, Holders, CounterDesk.Show, null,
            PersonalName<ShowCertificate>.OfThing(VersionContent.Thing, c => c.Identifier, (c, subject) => c with { Identifier = subject }))
        .Command("credentials/redeem", CounterJson.Shared.RedeemCode, Clerks, CounterDesk.Redeem)
        .Timer(ShownCertificate.Kind, ShownCertificate.Forgotten, CounterDesk.Forget)
        .Opens(CounterDesk.MayOpen)
        .Query("credentials/copies", CertificateCopy.Kind, Clerks,
            (_, _) => CertificateCopy.Kind.Query().OrderBy(CertificateCopy.Made, descending: true), Write)
        .Query("credentials/views", CertificateCopy.Kind, Holders,
            (_, actor) => Own(CertificateCopy.Kind, CertificateCopy.OfHolder, CertificateCopy.Made, actor), Write);

    private static void DeclareRequests(ModuleDeclaration declaration)
    {
        var whose = PersonalName<RequestCertificate>.Person(c => c.Holder, (c, subject) => c with { Holder = subject });
        var holder = PersonalName<AcceptCertificate>.Person(c => c.Holder, (c, subject) => c with { Holder = subject });
        declaration.Documents(CertificateRequest.Kind)
            .Command("credentials/request", RequestsJson.Shared.RequestCertificate, Clerks, RequestDesk.Ask,
                PersonalText<RequestCertificate>.OfPerson(whose, 2 * WhoseCertificate.MaxLength, c =>
                    WhoseCertificate.Write(c.Holder, c.Whose), (c, text) => c with { Whose = text },
                    c => WhoseCertificate.Read(c.Whose).Refusal))
            .Command("credentials/accept", RequestsJson.Shared.AcceptCertificate, TheHub, RequestDesk.Accept,
                PersonalText<AcceptCertificate>.OfPerson(holder, VersionContent.MaxLength, c => c.Content, (c, text) =>
                    c with { Content = text }, _ => null))
            .Command("credentials/note-outcome", RequestsJson.Shared.NoteOutcome, TheHub, RequestDesk.Note)
            .Opens(RequestDesk.MayOpen)
            .Query("credentials/requests", CertificateRequest.Kind, Clerks,
                (_, _) => CertificateRequest.Kind.Query().OrderBy(CertificateRequest.Made, descending: true), Write)
            .Query("credentials/asked", CertificateRequest.Kind, Holders,
                (_, actor) => Own(CertificateRequest.Kind, CertificateRequest.OfHolder, CertificateRequest.Made, actor), Write);
    }

    private static void Version<T>(ModuleDeclaration declaration, string act, JsonTypeInfo<T> json,
        Func<ElectronicCertificate, Refusal?> check, Func<T, Actor, IFacts, IChanges, Refusal?> decide) where T : NewVersion
    {
        var (text, names) = VersionContent.Of<T>(check);
        declaration.Command($"credentials/{act}", json, Issuers, decide, text, names);
    }

    private static void Move<T>(ModuleDeclaration declaration, string act, JsonTypeInfo<T> json, CertificateAct step) where T
        : MoveCertificate =>
        declaration.Command($"credentials/{act}", json, Issuers, (move, actor, facts, changes) =>
            RegistryDesk.Move(move, step, actor, facts, changes), null,
            PersonalName<T>.OfThing(VersionContent.Thing, c => c.Identifier, (c, subject) => (T)(c with { Identifier = subject })));

    private Refusal? CheckFirst(ElectronicCertificate certificate) => CertificateSuccession.CheckFirst(certificate)
        ?? catalogue.Check(certificate);

    private Refusal? CheckNext(ElectronicCertificate certificate) =>
        CertificateSuccession.Check(certificate.Previous, certificate) ?? catalogue.Check(certificate);

    private static DocumentQuery<CertificateEntry> Issued(QueryArguments arguments, Actor actor)
    {
        var all = CertificateEntry.Kind.Query().OrderBy(CertificateEntry.Changed, descending: true);
        return arguments.Text("type") is { } type ? all.Where(CertificateEntry.OfType, type) : all;
    }

    private static DocumentQuery<T> Own<T>(DocumentKind<T> kind, DocumentIndex<T> holder, DocumentIndex<T> order, Actor actor) where T
        : class =>
        kind.Query().Where(holder, actor.Id).OrderBy(order, descending: true);

    private static void Write(Utf8JsonWriter writer, CertificateCopy copy) =>
        JsonSerializer.Serialize(writer, copy, CounterJson.Shared.CertificateCopy);

    private static void Write(Utf8JsonWriter writer, CertificateRequest request) =>
        JsonSerializer.Serialize(writer, request, RequestsJson.Shared.CertificateRequest);
}
