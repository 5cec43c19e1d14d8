using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Status;
using CityKit.Credentials.Tokens;
using CityKit.Credentials.Vc;
using CityKit.Services.Items;
using CityKit.Services.Plans;
using CityKit.Services.Wallets;
using NodaTime;

namespace CityKit.Docs.Tests.Pages;

/// <summary>What both READMEs show of services without paper.</summary>
internal static class NoPaper
{
    internal static string Run(SigningKey police, SigningKey phone, IIssuerKeys issuers, OneTimeNonces nonces, ServiceCatalogue catalogue,
        RandomNumberGenerator random, Instant now)
    {
        var person = new JsonObject { ["name"] = "李雷", ["number"] = "370202194504010028", ["sex"] = "男" };
        var card = new VcClaims("https://credentials.example/id-card", person)
        {
            Disclosable = [ClaimPath.Of("name"), ClaimPath.Of("number"), ClaimPath.Of("sex")], Issuer = "police", HolderKey = phone.PublicKey,
        };
        var issued = VcIssuer.Issue(card, police, random);
        var request = new PresentationRequest("https://hall.example", nonces.Create(now, random), "elder-allowance");
        var chosen = SdJwtHolder.Select(issued, [ClaimPath.Of("name"), ClaimPath.Of("number")], out _)!;
        var shown = SdJwtHolder.Present(chosen, request, phone, now, out _)!;
        var verified = new VcVerifier(issuers, nonces: nonces).VerifyPresentation(shown.ToString(), request, now, out var problem);
        if (verified is null) return problem!.Message.En;
        var wallet = HeldCredentials.From("vc-1", verified.Token, StatusVerdict.Valid);
        var plan = new ServicePlanner(catalogue, ["marriage-register"]).Plan(catalogue.FindItem("elder-allowance")!, [wallet], now);
        return $"{plan.Figures.Asked} materials, {plan.Figures.HandedIn} to hand in";
    }
}
