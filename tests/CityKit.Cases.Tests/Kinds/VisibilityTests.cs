using CityKit.Cases.Profiles;

namespace CityKit.Cases.Tests.Kinds;

/// <summary>What each role sees of every built-in kind, at most.</summary>
public class VisibilityTests
{
    public static TheoryData<string> Profiles => [.. ProfileCatalogue.BuiltIn.All.Select(profile => profile.Id)];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Visibility_OfTheHousehold_IsForCareAndTheDutyDeskAlone(string id)
    {
        var sees = RolesThatSee(id, WorkItemPart.Household);
        Assert.Empty(sees.Except([Role.CareWorker, Role.DutyOfficer]));
        Assert.True(sees.Length == 0 || id == "care-visit"); // a property firm never sees a household's usage
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Visibility_OfEvidence_IsNotForResidents(string id) =>
        Assert.DoesNotContain(Role.Resident, RolesThatSee(id, WorkItemPart.Evidence));

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Visibility_EveryRoleThatMayAct_SeesTheItem(string id)
    {
        var profile = TestWorld.ProfileOf(id);
        var acting = profile.Transitions.SelectMany(row => row.Roles).Distinct().Where(role => role != Role.System);
        Assert.All(acting, role =>
            Assert.True(profile.VisibleTo([role]).HasFlag(WorkItemPart.Summary), $"{role} may act and sees nothing"));
    }

    /// <summary>A name, number or address of a person is a protected record beside the item, and no field of it.</summary>
    [Theory]
    [MemberData(nameof(Profiles))]
    public void Fields_OfEveryKind_AreNoPersonalData(string id)
    {
        string[] personal = ["姓名", "电话", "手机", "身份证", "住址", "name", "phone", "mobile", "address"];
        foreach (var field in TestWorld.ProfileOf(id).Fields)
            Assert.DoesNotContain(
                personal, word => $"{field.Id} {field.Name.Zh} {field.Name.En}".Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static Role[] RolesThatSee(string id, WorkItemPart part) =>
        [.. TestWorld.ProfileOf(id).Visibility.Where(row => row.Value.HasFlag(part)).Select(row => row.Key)];
}
