using CityKit.AlertDesk;
using CityKit.Commands;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <inheritdoc cref="ICaseCommand"/>
internal sealed class CaseCommand<T>(string name, string module, Access access, CommandForm<T> form,
    Func<HubDesks, T, Asking, Attempt, DeskAnswer> decide, Func<T, Asking, IFacts, CommandAnswer> again, PersonalText<T>? text = null)
    : OwnCommand<T>(name, module, access, form, text), ICaseCommand where T : HubCommand
{
    /// <inheritdoc/>
    public CommandAnswer Decide(HubDesks desks, HubCommand command, Asking by, Attempt attempt)
    {
        attempt.Lookup = command.Lookup;
        var answer = decide(desks, (T)command, by, attempt);
        return new CommandAnswer(answer.Refusal, answer.Item, answer.Lead) { Alert = answer.Alert, HandOver = answer.HandOver };
    }

    /// <inheritdoc/>
    public CommandAnswer Again(HubCommand command, Asking by, IFacts facts) => again((T)command, by, facts);
}
