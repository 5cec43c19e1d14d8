using CityKit.Cases;
using CityKit.Commands;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Records;
using NodaTime.Text;

namespace CityKit.BuiltIn;

/// <summary>Protected records (个人信息): who reads them, and how they go.</summary>
internal sealed class PrivacyModule : ICityModule
{
    private static readonly Access Everyone = Access.For(DataClass.Personal);

    public string Name => "privacy";

    public IReadOnlyCollection<string> Needs => ["items"];

    public void Declare(ModuleDeclaration declaration) => ReadLog.All.Aggregate(declaration, (all, query) => all.Own(query))
        .Own(PrivacyDocuments.Records)
        .Own(PrivacyDocuments.Reads)
        .Own(PrivacyDocuments.Erasures)
        .Evidence(Name)
        .Own(new CaseCommand<OpenRecords>("open-records", Name, Everyone, new CommandForm<OpenRecords>(
                (writer, c) => CommandMembers.Write(writer, ("item", c.Item?.ToString()), ("record", c.Record), ("purpose", c.Purpose)),
                (json, id) => new OpenRecords(
                    id, json.TextIfAny("item") is { } item ? WorkItemId.Parse(item) : null,
                    json.TextIfAny("record"), json.Text("purpose"))),
            (desks, c, by, attempt) => desks.Privacy.Open(c, by.Key, by.IsKept, by.Actor, attempt), (_, _, _) => CommandAnswer.Done()))
        .Own(new CaseCommand<EraseSubject>("erase", Name, Everyone, new CommandForm<EraseSubject>(
                (writer, c) => CommandMembers.Write(writer, ("subject", c.Subject.ToString()), ("with", string.Join(' ', c.With)),
                    ("household", c.IsHousehold ? "true" : null),
                    ("keptUntil", c.KeptUntil is { } until ? InstantPattern.ExtendedIso.Format(until) : null)),
                (json, id) => new EraseSubject(id, json.Value<SubjectId>("subject"),
                    [.. json.Text("with").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => SubjectId.Parse(s))],
                    json.TextIfAny("household") is not null)
                {
                    KeptUntil = json.TextIfAny("keptUntil") is { } until ? InstantPattern.ExtendedIso.Parse(until).GetValueOrThrow() : null,
                }),
            (desks, c, by, attempt) => desks.Privacy.Erase(c, by.Actor, attempt), (_, _, _) => CommandAnswer.Done()))
        .Timer(PrivacyDocuments.Erasures, PrivacyDocuments.ErasedAt, (erasure, _, changes) => PrivacyDesk.Erase(erasure, (Attempt)changes))
        .Timer(PrivacyDocuments.Records, PrivacyDocuments.DropAt, (record, _, changes) => PrivacyDesk.Drop(record, (Attempt)changes));
}
