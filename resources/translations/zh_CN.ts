<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Attention</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Caps Lock is on.</source>
        <translation>大写锁定已打开。</translation>
    </message>
    <message>
        <source>Choose one from the list.</source>
        <translation>请从列表中选择。</translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>关闭消息</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find a case, person or ticket  Ctrl+K</source>
        <translation>查找办件、人员、排队号  Ctrl+K</translation>
    </message>
    <message>
        <source>From {least} to {most}.</source>
        <translation>应在 {least} 到 {most} 之间。</translation>
    </message>
    <message>
        <source>Go to workspace</source>
        <translation>切换工作区</translation>
    </message>
    <message>
        <source>Hall Client</source>
        <translation>大厅客户端</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁屏</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Pick a day: {field}</source>
        <translation>选择日期：{field}</translation>
    </message>
    <message>
        <source>Please correct these {count} points:</source>
        <translation>请更正以下 {count} 处：</translation>
    </message>
    <message>
        <source>Please fill in: {field}.</source>
        <translation>请填写：{field}。</translation>
    </message>
    <message>
        <source>Show all: {field}</source>
        <translation>显示全部：{field}</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>正在登录……</translation>
    </message>
    <message>
        <source>There is no such day. Write it like 2026-10-01.</source>
        <translation>没有这一天。请按 2026-10-01 的样式填写。</translation>
    </message>
    <message>
        <source>Write a whole number, for example 3.</source>
        <translation>请填写整数，例如 3。</translation>
    </message>
    <message>
        <source>Write an amount in yuan, for example 128.50.</source>
        <translation>请填写金额（元），例如 128.50。</translation>
    </message>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>年-月-日</translation>
    </message>
    <message>
        <source>yuan</source>
        <translation>元</translation>
    </message>
</context>
</TS>
