using CityKit.Cases;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Storage;

namespace CityKit.Hub.Tests;

/// <summary>What a module keeps of persons who are not the actor: named by account, sealed with their key, opened as the module
/// says.</summary>
public sealed class PersonalRecordTests
{
    [Fact]
    public async Task Command_ThatNamesAPerson_HasSubjectsInTheirPlace()
    {
        await using var city = await StartAsync();
        (await city.Hub.ExecuteAsync(Give("g-1"), TestCity.Officer)).OrThrow();
        var card = Assert.Single(await CardsAsync(city));
        Assert.Equal(TestCity.ResidentId, card.Reader);
        Assert.True(SubjectId.TryParse(card.Id, null, out _));
        var journal = string.Concat(await city.Hub.Store.ReadJournalAsync(0, default).Select(e =>
            System.Text.Encoding.UTF8.GetString(e.Payload.Span)).ToListAsync());
        Assert.DoesNotContain("L-17", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("\"resident-1\"", journal, StringComparison.Ordinal);
        Assert.Equal("given", (await city.Hub.ExecuteAsync(Give("g-2"),
            TestCity.Officer)).Refusal!.Code); // the same name is the same subject
        (await city.Hub.ExecuteAsync(Give("g-1"), TestCity.Officer)).OrThrow();
    }

    [Theory]
    [InlineData("resident-1", "another", "bad-words")]
    [InlineData("resident-1", "", "too-large")]
    [InlineData("resident-1", "012345678901234567890", "too-large")]
    [InlineData("", "L-17", "bad-person")]
    [InlineData("s-00000000000000000000000000000001", "L-17", "bad-person")]
    public async Task Command_ThatIsWrong_IsRefusedAtTheDoor(string reader, string words, string code)
    {
        await using var city = await StartAsync();
        Assert.Equal(code, (await city.Hub.ExecuteAsync(new GiveCard("g-1", reader, "L-17", words), TestCity.Officer)).Refusal!.Code);
        Assert.Empty(await CardsAsync(city));
    }

    [Theory]
    [InlineData("officer-1", "lending", true)]
    [InlineData("officer-1", "curiosity", false)]
    [InlineData("admin-1", "lending", false)]
    [InlineData("resident-1", "own", true)]
    [InlineData("resident-2", "own", false)]
    public async Task Open_AsTheModuleSays_IsNotedForThePerson(string account, string purpose, bool isOpened)
    {
        await using var city = await StartAsync();
        (await city.Hub.ExecuteAsync(Give("g-1"), TestCity.Officer)).OrThrow();
        Actor[] people = [TestCity.Officer, TestCity.Admin, TestCity.Resident, Actor.Of("resident-2", "", Role.Resident)];
        var opened = await city.Hub.Privacy.OpenRecordAsync("o-1", (await CardsAsync(city))[0].Record, purpose, people.Single(p =>
            p.Id == account));
        Assert.Equal(isOpened ? ["L-17"] : [], opened.Records.Select(record => record.Data.Text));
        Assert.Equal(isOpened ? [account == "resident-1" ? TestCity.ResidentId : account] : [],
            (await city.Hub.Privacy.ReadsOfAsync(TestCity.Resident).ToListAsync()).Select(read => read.By));
    }

    [Fact]
    public async Task Erase_APerson_TakesRecordsAndThingsWithThem()
    {
        await using var city = await TestCity.StartAsync(null, Setup() with { Keys = MasterKeys.CreateInMemory() });
        (await city.Hub.ExecuteAsync(Give("g-1"), TestCity.Officer)).OrThrow();
        var card = Assert.Single(await CardsAsync(city));
        (await city.Hub.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, TestCity.Admin)).OrThrow();
        Assert.Empty(await city.Hub.Store.FindSubjectsAsync([SubjectId.Parse(card.Reader), SubjectId.Parse(card.Id)], default));
        Assert.Empty(await city.Hub.Store.FindRecordsAsync([card.Record], default));
        Assert.Equal("not-found", (await city.Hub.Privacy.OpenRecordAsync("o-1", card.Record, "lending", TestCity.Officer)).Refusal!.Code);
    }

    private static GiveCard Give(string id) => new(id, TestCity.Resident.Id, "L-17", "L-17");

    private static CityKit.Setup.HubSetup Setup() => TestCity.NewSetup() with { Modules = [new LibraryModule()] };

    private static Task<TestCity> StartAsync() => TestCity.StartAsync(null, Setup());

    private static async Task<IReadOnlyList<Card>> CardsAsync(TestCity city) =>
        (await city.Hub.Store.QueryAsync(LibraryModule.Cards.Query(), default)).Rows;
}
