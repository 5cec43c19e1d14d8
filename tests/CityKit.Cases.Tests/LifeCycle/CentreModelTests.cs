using System.Text;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Components.Catalogues;

namespace CityKit.Cases.Tests.LifeCycle;

/// <summary>Two centres by default, one by policy; who may do what is the policy's too.</summary>
public class CentreModelTests
{
    private const string OneCentre = """
        {"schema": 1,
         "standIns": [
           {"role": "Acceptor", "by": ["DutyOfficer"]},
           {"role": "DutyLeader", "by": ["DutyOfficer"]},
           {"role": "Dispatcher", "by": ["DutyOfficer"]}]}
        """;

    private static readonly WorkPolicy One = Story.Rules with { StandIns = Read(OneCentre).StandIns };

    [Theory]
    [InlineData("reported", "accept", "filing", "role:DutyLeader")]
    [InlineData("accepted", "file", "dispatching", "role:Dispatcher")]
    [InlineData("filed", "dispatch", "assigned", "body:浮山新区街道")]
    [InlineData("handling, request-extension", "approve-extension", "handling", "body:浮山新区街道")]
    [InlineData("fedback", "check", "checking", "role:Inspector")]
    [InlineData("checked", "close", "closed", "reporter:inspector-7")]
    public void Row_OfOneCentre_IsForItsDutyOfficers(string situation, string command, string becomes, string told)
    {
        Table.Holds(situation, command, "officer", "wrong-role");
        Table.Holds(situation, command, "officer", becomes, told, One);
    }

    [Fact]
    public void OneCentre_LeavesTheOthersWorkToThem()
    {
        Table.Holds("checking", "pass-check", "officer", "wrong-role", policy: One);
        Table.Holds("handling", "oversee", "officer", "wrong-role", policy: One);
        Table.Holds("handling", "feedback", "officer", "wrong-role", policy: One);
    }

    [Fact]
    public void OneCentre_InTheHistory_IsTheDutyOfficer() =>
        Assert.Equal(Role.DutyOfficer, Story.Of("reported, accept@officer", One).History[^1].Role);

    [Fact]
    public void Permission_OfAPolicy_GoesBeforeTheProfiles()
    {
        var permissions = Read("""
            {"schema": 1, "permissions": [{"profile": "city-management", "command": "confirm", "roles": ["GridWorker"]}]}
            """).Permissions;
        var policy = Story.Rules with { Permissions = permissions };
        Table.Holds("public, verify", "confirm", "gridWorker", "filing", "role:DutyLeader", policy);
        Table.Holds("public, verify", "confirm", "inspector", "wrong-role", policy: policy);
    }

    [Fact]
    public void Permission_ToAccept_LetsAcceptorsTakeWhatIsUnverifiedWithAReason()
    {
        var permissions = Read("""
            {"schema": 1, "permissions": [{"profile": "city-management", "command": "accept", "roles": ["Acceptor"]}]}
            """).Permissions;
        Table.Holds("public", "accept", "acceptor", "filing", "role:Acceptor", Story.Rules with { Permissions = permissions });
        var story = Story.Of("public", Story.Rules with { Permissions = permissions });
        Assert.Equal("missing-field", story.Do(new WorkCommand("accept"), "acceptor").Refusal?.Code);
    }

    /// <summary>The two centres (监督中心 and 指挥中心) do not do each other's work: who files and closes does not dispatch.</summary>
    [Fact]
    public void TwoCentres_ShareNoWayToClosing()
    {
        var profile = TestWorld.ProfileOf("city-management");
        string[] supervision = [.. Commands(profile, Role.Acceptor), .. Commands(profile, Role.DutyLeader)];
        string[] both = ["check", "fail-check", "redispatch", "refuse-appeal", "reply", "uphold"];
        var shared = Commands(profile, Role.Dispatcher).Intersect(supervision).Where(each => each != "return");
        Assert.Equal(both, shared.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Check_OfARowForWhatIsNot_SaysWhere()
    {
        var policy = Read("""
            {"schema": 1, "permissions": [{"profile": "city-management", "command": "clsoe", "roles": ["DutyLeader"]}],
             "stageLimits": [{"profile": "city-management", "stage": "evaluaton", "limit": "5 natural days"}]}
            """);
        var errors = policy.Check(ProfileCatalogue.BuiltIn, CatalogueSet.BuiltIn);
        Assert.Equal(["evaluation", "close"], errors.Select(error => error.NearMiss));
    }

    private static IEnumerable<string> Commands(Profile profile, Role role) =>
        profile.Transitions.Where(row => row.Roles.Contains(role)).Select(row => row.Command).Distinct();

    private static WorkPolicy Read(string json) =>
        PolicyReader.Read(Encoding.UTF8.GetBytes(json), out var errors) ?? throw new InvalidOperationException(string.Join("; ", errors));
}
