using CityKit.AspNetCore;
using Microsoft.AspNetCore.Components.Authorization;

namespace CityKit.Desk.Tests.Support;

/// <summary>A person who is signed in, for a hub that is asked without a request.</summary>
internal sealed class SignedIn(string person) : AuthenticationStateProvider
{
    public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
        Task.FromResult(new AuthenticationState(ActorClaims.ToPrincipal(DeskCity.People[person], "test")));
}
