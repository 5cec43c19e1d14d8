using CityKit.Client;
using CityKit.Client.Items;

namespace MyCity.Desk;

/// <summary>Urges every street lamp that is due soon.</summary>
internal static class Urging
{
    internal static async Task UrgeAsync(HttpClient http) // BaseAddress https://…/citykit/v1/, and the header CityKit-Key
    {
        var city = new CityKitClient(http);
        await foreach (var view in city.ItemsAsync(new ItemFilter { Words = "路灯", Order = "due" }))
        {
            var answer = await city.StepAsync(view.Item.Id, new Step($"urge-{view.Item.Id}", "urge"));
            if (answer.Refusal is { } refusal) Console.WriteLine($"{view.Number}: {refusal.Message.Zh}");
        }
    }
}
