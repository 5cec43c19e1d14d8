using System.Security.Claims;
using CityKit.AspNetCore;
using CityKit.Cases;

namespace CityKit.Hub.Tests;

/// <summary>A role claim is one role by its exact name (issue 8, number 17).</summary>
public sealed class ActorClaimsTests
{
    [Theory]
    [InlineData("GridWorker,Inspector")] // as flags: 12 | 1 = 13, the administrator
    [InlineData("13")]
    [InlineData(" Administrator")]
    [InlineData("Administrator ")]
    [InlineData("+13")]
    [InlineData("System")]
    [InlineData("0")]
    [InlineData("")]
    public void ToActor_ClaimThatIsNoRolesName_GivesNoRole(string claim) => Assert.Empty(ActorOf(claim).Roles);

    [Fact]
    public void ToActor_EachRoleByName_GivesThatRole()
    {
        foreach (var role in Cases.Roles.BuiltIn.Where(r => r != Role.System))
            Assert.Equal([role], ActorOf(role.ToString()).Roles);
    }

    [Fact]
    public void ToActor_SeveralClaims_GivesEachRole() =>
        Assert.Equal([Role.Inspector, Role.GridWorker], ActorOf("GridWorker", "Inspector", "Inspector").Roles.Order());

    private static Actor ActorOf(params string[] roles) => ActorClaims.ToActor(new ClaimsPrincipal(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, "somebody"), .. roles.Select(role => new Claim(ClaimTypes.Role, role))], "test")))!;
}
