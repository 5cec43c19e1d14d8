using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <inheritdoc cref="ISettingCommand"/>
internal sealed class SettingCommand<T>(string name, string module, CommandForm<T> form,
    Func<HubDesks, T, Asking, ICityStore, ValueTask<Taken>> take, PersonalText<T>? text = null)
    : OwnCommand<T>(name, module, Administrators, form, text), ISettingCommand where T : HubCommand
{
    private static readonly Access Administrators = Access.For(DataClass.Work, Cases.Role.Administrator) with { IsCityWide = true };

    internal SettingCommand(
        string name, string module, CommandForm<T> form, Func<HubDesks, T, Asking, Taken> take, PersonalText<T>? text = null)
        : this(name, module, form, (desks, command, by, _) => ValueTask.FromResult(take(desks, command, by)), text) { }

    internal override bool IsAlone => true;

    /// <inheritdoc/>
    public ValueTask<Taken> TakeInAsync(HubDesks desks, HubCommand command, Asking by, ICityStore store) =>
        take(desks, (T)command, by, store);
}
