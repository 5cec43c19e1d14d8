using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Contacts;

/// <summary>
/// Who is reached, and how (通讯录): an audience becomes the people who are on duty for it, and each person a list of channels. It is a
/// file of the operator's; nothing of it goes into the journal, a log or a webhook.
/// </summary>
public sealed class AddressBook
{
    private readonly ImmutableDictionary<string, Person> people;
    private readonly ImmutableArray<Duty> duties;
    private readonly ImmutableArray<Person> fallback;

    internal AddressBook(DateTimeZone zone, IEnumerable<Person> people, IEnumerable<Duty> duties, IEnumerable<string> fallback)
    {
        Zone = zone;
        this.people = people.ToImmutableDictionary(person => person.Id);
        this.duties = [.. duties];
        this.fallback = [.. fallback.Select(id => this.people[id])];
    }

    /// <summary>The time zone of shifts and quiet hours.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>Everybody in the book.</summary>
    public IEnumerable<Person> People => people.Values;

    /// <summary>Reads the file, all errors at once.</summary>
    /// <param name="utf8">The file, UTF-8 JSON.</param>
    /// <param name="audiences">The audiences that exist besides <c>body:…</c> and <c>contact:…</c>: roles and those of the policy.</param>
    /// <param name="channels">The names of the channels that exist.</param>
    /// <param name="errors">What is wrong, with line and column.</param>
    /// <returns>The book; null while it has an error.</returns>
    public static AddressBook? Read(ReadOnlySpan<byte> utf8,
        IReadOnlyCollection<string> audiences, IReadOnlyCollection<string> channels, out ConfigErrors errors)
    {
        ArgumentNullException.ThrowIfNull(audiences);
        ArgumentNullException.ThrowIfNull(channels);
        return new AddressBookReader(audiences, channels).Read(utf8, out errors);
    }

    /// <summary>A person; null when the book has none of that id.</summary>
    public Person? Find(string id) => people.GetValueOrDefault(id);

    /// <summary>Each duty of the book with the ids of those who are on it at a moment.</summary>
    internal IEnumerable<(Duty Duty, IReadOnlyList<string> People)> OnDuty(Instant at)
    {
        var local = at.InZone(Zone).LocalDateTime;
        return duties.Select(duty => (duty, duty.OnDuty(local)));
    }

    /// <summary>Who is reached for an audience, now. Those who cannot be reached are named, and the fallback is reached too.</summary>
    /// <param name="audience">An audience of a notification; <c>role:DutyOfficer</c> and <c>DutyOfficer</c> are the same.</param>
    /// <param name="place">Where the matter is: the narrowest scope that holds it counts.</param>
    /// <param name="at">The moment.</param>
    public Reach Resolve(string audience, WorkPlace place, Instant at)
    {
        ArgumentNullException.ThrowIfNull(audience);
        ArgumentNullException.ThrowIfNull(place);
        var name = Audiences.Plain(audience);
        var onDuty = duties.Where(duty => duty.Audience == name && duty.Scope.Holds(place))
            .OrderByDescending(duty => duty.Scope.Narrowness).FirstOrDefault()?.OnDuty(at.InZone(Zone).LocalDateTime) ?? [];
        var found = onDuty.Select(id => people[id]).ToArray();
        Unreached[] unreached = found.Length == 0
            ? [Unreached.Nobody(name)]
            : [.. found.Where(person => person.Channels.IsEmpty).Select(person => Unreached.NoChannel(name, person.Id))];
        var reached = found.Where(person => !person.Channels.IsEmpty);
        return new Reach([.. (unreached.Length == 0 ? reached : reached.Union(fallback))], [.. unreached]);
    }
}
