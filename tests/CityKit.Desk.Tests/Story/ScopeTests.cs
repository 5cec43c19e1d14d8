using System.Text.RegularExpressions;
using CityKit.Desk.Tests.Support;

namespace CityKit.Desk.Tests.Story;

/// <summary>Every role sees exactly its scope: what the desk sends to each of the people, as lists and as steps.</summary>
public sealed partial class ScopeTests
{
    private const string Expected = """
        admin: 1 2 0 | - | -
        duty: 1 2 2 | - | assign, hand over, hand over to the police, open a case, void, urge, watch
        duty-2: 1 2 2 | - | assign, hand over, hand over to the police, open a case, void, urge, watch
        leader: 1 2 2 | watch, urge, close by force | watch
        manager: 0 0 1 | - | assign, hand over, hand over to the police, open a case, void, urge
        worker: 0 0 0 | - | -
        care: 0 0 0 | - | -
        centre: 1 2 1 | ask to verify, classify, accept, reject, split, merge into another, urge | -
        inspector: 0 0 1 | handle oneself | -
        drains: 0 0 0 | - | -
        grid-worker: 0 0 2 | handle oneself | -
        resident: 0 0 0 | - | -
        """;

    [Fact]
    public async Task Desk_OfEachPerson_HasTheirRowsAndTheirSteps()
    {
        await using var city = await DeskCity.StartAsync();
        await city.CoverAsync();
        var cover = await city.ConfirmAsync();
        await city.CabinetAsync();
        var order = await city.ConfirmAsync();
        await city.FallAsync();
        var seen = new List<string>();
        // leads, alerts and items listed | steps with the cover's case | steps with the cabinet's order
        foreach (var person in DeskCity.People.Keys)
            seen.Add($"{person}: {await SeenAsync(city, person, $"item:{cover.Id}", $"item:{order.Id}")}");
        Assert.Equal(Expected, string.Join('\n', seen));
    }

    private static async Task<string> SeenAsync(DeskCity city, string person, params string[] items)
    {
        using var client = await city.Host.ClientAsync(person);
        await client.GetAsync("/desk/view?language=en&back=/desk/no-such-page");
        var rows = new List<int>();
        foreach (var kind in (string[])["lead", "alert", "item"])
            rows.Add(RowsIn(await client.GetStringAsync($"/desk/duty?show={kind}s"), kind));
        var steps = new List<string>();
        foreach (var item in items)
            steps.Add(Named(StepsIn(await client.GetStringAsync($"/desk/duty?show=items&at={item}"))));
        return $"{string.Join(' ', rows)} | {string.Join(" | ", steps)}";
    }

    /// <summary>Who may not see leads or alerts gets work items in their place.</summary>
    private static int RowsIn(string page, string kind) => page.Split($"<tr data-row=\"{kind}:").Length - 1;

    private static string StepsIn(string page)
    {
        var from = page.IndexOf("aria-label=\"Steps\"", StringComparison.Ordinal);
        return from < 0 ? "" : page[from..page.IndexOf("</div>", from, StringComparison.Ordinal)];
    }

    private static string Named(string steps) => Step().Count(steps) == 0 ? "-"
        : string.Join(", ", Step().Matches(steps).Select(match => match.Groups[1].Value));

    [GeneratedRegex("class=\"duty-step\"[^>]*>([^<]*)</button>")]
    private static partial Regex Step();
}
