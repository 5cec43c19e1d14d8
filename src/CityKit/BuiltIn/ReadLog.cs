using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Records;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>
/// Who read which personal data (查阅记录), the last first: of a person, by a reader, about a work item, in a time. For those who oversee a
/// whole city; everybody sees the readings that he made himself, and those of what is kept of him.
/// </summary>
/// <param name="name">The query's name.</param>
/// <param name="access">Who may ask it.</param>
/// <param name="isOwn">Whether only the asker's own readings are found.</param>
internal sealed class ReadLog(string name, Access access, bool isOwn)
    : ModuleQuery(name, access, isOwn ? [Side, From, Until] : [By, Of, Item, From, Until])
{
    private static QueryParameter Side { get; } = QueryParameter.Text("side",
        "'by' (else) for readings by the asker, 'of' for those of what is kept of him", "by（默认）为本人所作查阅，of 为他人对本人信息的查阅");

    private static QueryParameter By { get; } = QueryParameter.Text("by", "the reader's account", "查阅人账号");

    private static QueryParameter Of { get; } = QueryParameter.Text("of",
        "whose: an account, a household's reference or a subject", "被查阅人：账号、住户编号或主体编号");

    private static QueryParameter Item { get; } = QueryParameter.Text("item", "about which work item", "所查阅的工作项编号");

    private static QueryParameter From { get; } = QueryParameter.Instant("from", "read at this moment or later", "查阅时刻起");

    private static QueryParameter Until { get; } = QueryParameter.Instant("until", "read before this moment", "查阅时刻止（不含）");

    internal static IEnumerable<ReadLog> All { get; } =
        [
            new("reads/list", Access.For(DataClass.Personal, Role.Oversight, Role.Administrator) with { IsCityWide = true }, isOwn: false),
            new("reads/own", Access.For(DataClass.Personal), isOwn: true),
        ];

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var asked = isOwn ? Own(arguments, view) : await FilteredAsync(arguments, cancellationToken).ConfigureAwait(false);
        asked = asked?.OrderBy(PrivacyDocuments.ReadAt, descending: true);
        if ((arguments.Instant("from"), arguments.Instant("until")) is var (from, until) && (from ?? until) is not null)
            asked = asked?.Between(PrivacyDocuments.ReadAt, from, until);
        if (arguments.Refusal is { } refusal) return QueryAnswer.Refused(refusal);
        if (asked is null) return new QueryAnswer(null, [], null);
        var page = await store.QueryAsync(asked.After(after).Take(limit), cancellationToken).ConfigureAwait(false);
        return new QueryAnswer(null, [.. page.Rows.Select(read => ModuleJson.ToUtf8(read, Write))], page.Next);
    }

    private static DocumentQuery<PersonalRead> Own(QueryArguments arguments, ActorView view) =>
        PrivacyDocuments.Reads.Query().Where(
            arguments.Word("side", "by", "of") == "of" ? PrivacyDocuments.ReadSubjects : PrivacyDocuments.ReadBy, view.Actor.Id);

    /// <summary>Nothing is kept of who is not known.</summary>
    private static async ValueTask<DocumentQuery<PersonalRead>?> FilteredAsync(
        QueryArguments arguments, CancellationToken cancellationToken)
    {
        var asked = PrivacyDocuments.Reads.Query().WhereGiven(PrivacyDocuments.ReadBy, arguments.Text("by"))
            .WhereGiven(PrivacyDocuments.ReadItem, arguments.Text("item"));
        if (arguments.Text("of") is not { } name) return asked;
        return await arguments.FindSubject(name, cancellationToken).ConfigureAwait(false) is { } subject
            ? asked.Where(PrivacyDocuments.ReadSubjects, subject) : null;
    }

    private static void Write(Utf8JsonWriter writer, PersonalRead read)
    {
        writer.WriteStartObject();
        writer.WriteString("id", read.Id);
        DeskJson.WriteTime(writer, "at", read.At);
        writer.WriteString("by", read.By);
        Write(writer, "roles", read.Roles.Select(role => role.ToString()));
        writer.WriteString("purpose", read.Purpose);
        DeskJson.WriteOptional(writer, "item", read.Item?.ToString());
        writer.WriteNumber("records", read.Records.Count);
        Write(writer, "subjects", read.Subjects.Select(subject => subject.ToString()));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
