using CityKit.Cases;
using CityKit.Cases.Policies;

namespace CityKit.Dispatching;

/// <summary>
/// A model that suggests who is to handle something (派遣推荐). It is asked before a report or a step is taken in, where the policy has a row
/// <c>"by": "suggestion"</c> for the profile, and what it answers is journalled with its name and version, so that a replay never asks it.
/// One that fails or is slow holds nothing up: it is recorded as having abstained. Called from several threads at once.
/// </summary>
public interface IDispatchSuggester
{
    /// <summary>The model's name, 1 to 64 characters.</summary>
    string Model { get; }

    /// <summary>The model's version, 1 to 64 characters.</summary>
    string Version { get; }

    /// <summary>Suggests bodies, the best first, at most <see cref="DispatchSuggestion.Most"/>; none when it abstains.</summary>
    /// <param name="question">What is to be dispatched, with what the look-ups found.</param>
    /// <param name="cancellationToken">Cancelled when the time is over, see <c>HubOptions.SuggestWithin</c>.</param>
    ValueTask<IReadOnlyList<SuggestedBody>> SuggestAsync(DispatchQuestion question, CancellationToken cancellationToken);
}
