using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Contacts;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Delivering;

/// <summary>Who is on duty (值班表), out of the address book: accounts and nothing by which somebody is reached.</summary>
internal sealed class RosterModule(AddressBook book) : ICityModule
{
    public string Name => "roster";

    public void Declare(ModuleDeclaration declaration) => declaration.Own(new RosterQuery(book));

    /// <summary>Those who are on duty, one row for each duty of the book.</summary>
    private sealed class RosterQuery(AddressBook book) : ModuleQuery("roster/list", DutyRoom.Watching, [At])
    {
        private static QueryParameter At { get; } = QueryParameter.Instant("at", "at this moment; without it, now", "该时刻；不填为当前");

        internal override ValueTask<QueryAnswer> AskAsync(ICityStore store, QueryArguments arguments, ActorView view,
            DocumentCursor? after, int limit, CancellationToken cancellationToken)
        {
            var at = arguments.Instant(At.Name) ?? arguments.Now;
            return ValueTask.FromResult(arguments.Refusal is { } refusal ? QueryAnswer.Refused(refusal)
                : GroupPage.Of(book.OnDuty(at).Index(), row => $"{row.Index:d5}", row => ModuleJson.ToUtf8(row.Item, Write), after, limit));
        }

        private static void Write(Utf8JsonWriter writer, (Duty Duty, IReadOnlyList<string> People) row)
        {
            writer.WriteStartObject();
            writer.WriteString("audience", row.Duty.Audience);
            if (row.Duty.Scope.Grid is { } grid) writer.WriteString("grid", grid);
            if (row.Duty.Scope.Compound is { } compound) writer.WriteString("compound", compound);
            writer.WriteStartArray("people");
            foreach (var person in row.People) writer.WriteStringValue(person);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }
}
