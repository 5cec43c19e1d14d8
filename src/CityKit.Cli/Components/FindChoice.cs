using CityKit.Components.Nearest;
using NodaTime;

namespace CityKit.Cli.Components;

/// <summary>What to look for.</summary>
/// <param name="Classes">Only of these; null for all.</param>
/// <param name="Count">How many at most.</param>
/// <param name="WithinMetres">How near.</param>
/// <param name="On">The day whose answer counts.</param>
/// <param name="Json">JSON Lines in place of CSV.</param>
internal sealed record FindChoice(ClassFilter? Classes, int Count, double WithinMetres, LocalDate On, bool Json);
