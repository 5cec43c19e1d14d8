using CityKit.AspNetCore;
using Microsoft.AspNetCore.Components.Authorization;

namespace CityKit.Desk.Tests.Support;

/// <summary>One of the people of the city, signed in, where no application is around a component.</summary>
internal sealed class SignedIn(string person) : AuthenticationStateProvider
{
    public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
        Task.FromResult(new AuthenticationState(ActorClaims.ToPrincipal(DeskCity.People[person], "test")));
}
