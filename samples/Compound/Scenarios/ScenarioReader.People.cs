using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Samples.Compound.Scenarios;

/// <content>Who reports, and who does what.</content>
internal sealed partial class ScenarioReader
{
    private readonly HashSet<string> people = [];

    private Person Person(ConfigReader reader)
    {
        var person = new Person(reader.Text("id", 64), reader.Text("key", 128), reader.Text("body", 64), reader.Texts("roles", 20, 64),
            reader.Texts("places", 16, 128, required: false));
        if (!people.Add(person.Id)) reader.Reject("id", new("不重复的标识", "an id that occurs once"));
        reader.Close();
        return person;
    }

    private ResidentReport Report(ConfigReader reader)
    {
        var place = reader.Object("gcj02");
        var report = new ResidentReport(
            reader.Text("id", 64), Moment(reader, "at"), reader.Text("class", 64), reader.Text("text", 500),
            Number(place, "longitude", -180, 180), Number(place, "latitude", -90, 90), Who(reader));
        place.Close();
        reader.Close();
        return report;
    }

    private LeadRule Lead(ConfigReader reader)
    {
        var act = reader.Word("do", ("confirm", "confirm"), ("dismiss", "dismiss"), ("merge", "merge")) ?? "";
        var lead = new LeadRule
        {
            Rule = reader.TextOrNull("rule", 64),
            From = LocalOrNull(reader, "from"),
            Until = LocalOrNull(reader, "until"),
            Do = act,
            After = Positive(reader, "after"),
            As = Who(reader),
            Reason = act == "dismiss" ? reader.Text("reason") : reader.TextOrNull("reason"),
        };
        reader.Close();
        return lead;
    }

    /// <summary>
    /// A delay is over zero: so one look at the items does at most one thing with each, and a repeated look does nothing new.
    /// </summary>
    private ItemRule Item(ConfigReader reader)
    {
        var item = new ItemRule
        {
            Profile = reader.Text("profile", 64),
            State = reader.Text("state", 64),
            Class = reader.TextOrNull("class", 64),
            Command = reader.Text("command", 64),
            After = Positive(reader, "after"),
            As = Who(reader),
            Reason = reader.TextOrNull("reason"),
            Assignee = reader.TextOrNull("assignee", 64),
            Photo = reader.TextOrNull("photo"),
            Condition = reader.TextOrNull("condition", 64),
            Outcome = reader.TextOrNull("outcome", 64),
        };
        reader.Close();
        return item;
    }

    private string Who(ConfigReader reader)
    {
        var who = reader.Text("as", 64);
        if (who.Length > 0 && !people.Contains(who))
            reader.Reject("as", new(
                $"人员 {string.Join("、", people)} 之一", $"one of the people {string.Join(", ", people)}"), NearMiss.Of(who, people));
        return who;
    }
}
