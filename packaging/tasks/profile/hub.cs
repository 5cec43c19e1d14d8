#:package CityKit@0.1.0
#:package Microsoft.Extensions.DependencyInjection@10.0.15
#:property PublishAot=false
#:property RestoreAdditionalProjectSources=../packages
using CityKit;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using Microsoft.Extensions.DependencyInjection;

var profile = ProfileReader.Read(File.ReadAllBytes("profile.json"), out var errors)
    ?? throw new InvalidDataException(string.Join('\n', errors));
await using var services = new ServiceCollection()
    .AddCityKit(city => city.UseInMemory().UseProfiles(ProfileCatalogue.BuiltIn.With(profile))).BuildServiceProvider();
var hub = services.GetRequiredService<CityHub>();
await hub.StartAsync();
var officer = Actor.Of("officer-1", "duty room", Role.DutyOfficer);
var item = (await hub.ExecuteAsync(new OpenItem("o-1", profile.Id, "acme"), officer)).OrThrow().Item!;
Console.WriteLine($"{item.Number}: {item.State}, to be repaired within {(item.Deadline!.Value.At - item.OpenedAt).TotalHours} hours");
await StepAsync("fitter-1", "ChargerFitter", "repair");
await StepAsync("fitter-1", "ChargerFitter", "release");
await StepAsync("inspector-1", "ChargerInspector", "release");

async Task StepAsync(string account, string role, string step)
{
    var actor = Actor.Of(account, "acme").With(new Grant(Role.Parse(role), Scope.City));
    var answer = await hub.ExecuteAsync(new StepItem($"{role}-{step}", item.Id, new WorkCommand(step) { Photo = "photo/1" }), actor);
    Console.WriteLine($"{account}, {step}: {answer.Refusal?.Message.En ?? $"{answer.Item!.State}, open: {answer.Item.IsOpen}"}");
}
